"""What was sold, by whom, and what became of it? Plain values only; `cast_orders_today` goes on.

Fates: `leave` a draft · `send` it to the customer · `cancel` the draft · `confirm` · `release` what is held ·
`drop` what is held · `ship` after confirming · `invoice` after shipping.
"""

from typing import NamedTuple


class Order(NamedTuple):
    """One order: lines are (product, pieces, discount in percent); the rest is as the customer has it."""

    reference: str
    seller: str
    customer: str
    lines: list
    fate: str
    # Why a controller releases it.
    reason: str = ""
    warehouse: str = "main"
    price_list: str = ""
    payment_term: str = ""
    promised_in: int | None = None
    carrier: str = ""
    # None: what the carrier's rate says.
    freight: float | None = None


# The first orders under the policies; S00010 is the one the welcome text tells about.
OPENING = [
    Order("Opening order spring range", "sales", "harbour", [("shelf", 20, 5), ("bin", 12, 0)], "confirm"),
    Order("Label stock", "sales", "orchard", [("label", 30, 0), ("tape", 10, 0)], "confirm"),
    Order("Dock equipment", "sales2", "norden", [("jack", 4, 8), ("scanner", 6, 5)], "confirm"),
    Order("Packing material March", "sales2", "mesa", [("film", 240, 10), ("tape", 24, 10)], "confirm"),
    Order("Rack extension hall 2", "sales", "norden", [("rack", 12, 12)], "confirm"),
    Order("Workshop refit", "sales", "quarry", [("bin", 40, 0), ("shelf", 25, 0)], "confirm"),
    Order("Canteen mats", "sales2", "orchard", [("mat", 30, 0)], "confirm"),
    Order("Clearance request", "sales2", "mesa", [("crate", 400, 45)], "confirm"),
    Order(
        "Scanner pilot",
        "sales",
        "harbour",
        [("scanner", 8, 15)],
        "release",
        reason="Pilot agreed with the sales manager for one site.",
    ),
    Order("Quarterly restock", "sales", "harbour", [("shelf", 40, 18), ("crate", 100, 0)], "leave"),
    Order("Standard reorder", "sales", "orchard", [("film", 120, 0), ("label", 10, 0)], "leave"),
    Order("New depot, phase 1", "sales2", "norden", [("rack", 58, 0)], "leave"),
]

# What goes through without a word: delivered and invoiced, delivered, or waiting for the warehouse.
SEASON = [
    Order("Shelf refill", "sales", "harbour", [("shelf", 10, 0), ("castor", 12, 0)], "invoice"),
    Order("Autumn packaging", "sales", "orchard", [("film", 200, 5), ("carton", 60, 5)], "invoice"),
    Order("Goods-in labels", "sales", "orchard", [("label", 20, 0), ("ribbon", 8, 0)], "invoice"),
    Order("Clinic store rooms", "sales", "iris", [("shelf", 24, 5), ("bin", 30, 0)], "invoice"),
    Order("First aid round", "sales", "iris", [("aid", 12, 0), ("gloves", 20, 0)], "ship"),
    Order("School workshops", "sales", "hilltop", [("bench", 4, 5), ("vice", 8, 0), ("drill", 10, 0)], "invoice"),
    Order("Caretaker tools", "sales", "hilltop", [("vacuum", 6, 0), ("lamp", 20, 0)], "confirm"),
    Order("Store fittings", "sales", "bluegate", [("shelf", 40, 8), ("mesh", 20, 5)], "ship"),
    Order("Returns desk", "sales", "bluegate", [("trolley", 6, 5), ("scanner", 4, 0)], "confirm"),
    Order("Counter refit", "sales", "quarry", [("vice", 4, 0), ("lamp", 8, 0)], "ship"),
    Order("Coastal depot racks", "sales2", "skerry", [("beam", 20, 5), ("upright", 10, 5)], "invoice"),
    Order("Showroom packing", "sales2", "mesa", [("bubble", 40, 5), ("carton", 40, 5)], "invoice"),
    Order("Site stores", "sales2", "granite", [("locker", 8, 0), ("helmet", 12, 0)], "confirm"),
    Order("Lodge maintenance", "sales2", "dune", [("vacuum", 4, 0), ("lamp", 12, 0)], "confirm"),
    Order("Yard handling", "sales2", "norden", [("pallet", 60, 5), ("jack", 2, 5)], "invoice"),
    Order("Conveyor hall safety", "sales2", "norden", [("extinguisher", 12, 0), ("vest", 15, 0)], "ship"),
    Order("Night shift kit", "sales2", "norden", [("lamp", 30, 5), ("gloves", 30, 5)], "confirm", warehouse="north"),
    Order("Fish box trial", "sales2", "skerry", [("crate", 300, 5)], "confirm", warehouse="north", carrier="pallet"),
]
