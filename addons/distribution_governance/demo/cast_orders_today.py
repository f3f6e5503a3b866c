"""What came in today? Every way an order can go is here once; plain values only."""

from .cast_orders import Order

TODAY = [
    # At the trade counter.
    Order("Rush shelving", "sales", "harbour", [("shelf", 6, 0)], "confirm", carrier="express"),
    Order("Winter promotion", "sales", "orchard", [("tape", 60, 22)], "confirm"),
    Order("Mat clearance", "sales", "orchard", [("mat", 10, 12)], "confirm"),
    Order("Tablet pilot", "sales", "bluegate", [("tablet", 5, 0)], "confirm"),
    Order("Chain roll-out, 40 stores", "sales", "bluegate", [("shelf", 240, 0), ("mesh", 60, 0)], "confirm"),
    Order("Key account prices, please", "sales", "harbour", [("bench", 2, 5)], "confirm", price_list="Key accounts"),
    Order("Sixty days to pay", "sales", "hilltop", [("shelf", 12, 0)], "confirm", payment_term="60 days net"),
    Order("Yard extension", "sales", "alder", [("pallet", 40, 0)], "confirm"),
    Order("Small top-up", "sales", "alder", [("strap", 10, 0)], "leave"),
    Order(
        "Volume deal shelves",
        "sales",
        "orchard",
        [("shelf", 80, 15)],
        "release",
        reason="The customer takes the volume of two quarters at once.",
    ),
    Order("Trade fair stand", "sales", "orchard", [("lamp", 24, 0), ("mesh", 8, 0)], "send"),
    Order("Ward trolleys", "sales", "iris", [("trolley", 10, 0)], "send", carrier="van"),
    Order("Term start supplies", "sales", "hilltop", [("label", 15, 0), ("mailer", 30, 0)], "leave"),
    Order("Scanner at a friend's price", "sales", "harbour", [("scanner", 3, 20)], "leave"),
    Order("Wrong article", "sales", "bluegate", [("dock", 20, 0)], "cancel"),
    Order("Goods lifts", "sales", "bluegate", [("lift", 8, 0), ("strap", 20, 0)], "confirm"),
    # At key accounts.
    Order("Underground lockers", "sales2", "cobalt", [("locker", 10, 0)], "confirm"),
    Order("Opening of the season", "sales2", "dune", [("bench", 3, 0)], "confirm"),
    Order("Discount or nothing", "sales2", "dune", [("jack", 6, 18)], "drop"),
    Order("First order, showroom", "sales2", "larch", [("bench", 12, 0), ("cabinet", 6, 0)], "confirm"),
    Order("Foundations, phase 2", "sales2", "granite", [("locker", 6, 0)], "confirm"),
    Order("Urgent site kit", "sales2", "granite", [("strap", 100, 14), ("helmet", 20, 0)], "confirm"),
    Order("Compressors by tomorrow", "sales2", "skerry", [("compressor", 6, 0)], "confirm", promised_in=1),
    Order("Printers in ten days", "sales2", "mesa", [("printer", 6, 0)], "confirm", promised_in=10),
    Order("Spare castors overnight", "sales2", "mesa", [("castor", 4, 0)], "confirm", carrier="express"),
    Order("Free freight, please", "sales2", "norden", [("trolley", 4, 0)], "confirm", carrier="pallet", freight=0.0),
    Order("Bulk film", "sales2", "mesa", [("film", 300, 35)], "confirm"),
    Order(
        "Trolleys for two sites",
        "sales2",
        "mesa",
        [("trolley", 20, 13)],
        "release",
        reason="Second site won; the margin stays above 30 %.",
    ),
    Order("Depot safety", "sales2", "norden", [("helmet", 10, 0), ("vest", 5, 0)], "send"),
    Order("Pallet trial", "sales2", "skerry", [("pallet", 20, 0)], "leave"),
]
