"""What was put to people, and what did they answer? Every way a request can go is here once; plain values only."""

from typing import NamedTuple

from odoo.addons.distribution_governance.demo.cast_orders import Order


class Act(NamedTuple):
    """What one person does about a held order: the verb is a method of `dg_demo_requests`."""

    who: str
    verb: str
    words: str = ""
    # To whom it is forwarded, or what the discount becomes.
    to: str | float = ""


class Asked(NamedTuple):
    """An order that is submitted and held, and what people do about it, one after the other."""

    order: Order
    acts: list


def asked(reference, seller, customer, lines, *acts):
    """Return an order that is submitted, with what people do about it."""
    return Asked(Order(reference, seller, customer, lines, "confirm"), list(acts))


# Nobody looks at it until the watch does.
OVERLOOKED = [asked("Overlooked since morning", "sales2", "mesa", [("shelf", 20, 18)])]

REQUESTS = [
    # Approved, and went on by itself.
    asked(
        "Aisle shelving",
        "sales",
        "orchard",
        [("shelf", 40, 18)],
        Act("approver", "approve", "Forty at once; the margin stays above 30 %."),
    ),
    asked(
        "Mats for the new school",
        "sales",
        "hilltop",
        [("mat", 20, 0)],
        Act("approver", "approve", "Opens the door to the other eleven schools."),
        # The director is on holiday.
        Act("approver2", "approve", "As the director agreed for public tenders."),
    ),
    asked(
        "Garage bins",
        "sales",
        "quarry",
        [("bin", 40, 0), ("shelf", 10, 0)],
        Act("finance", "approve", "A payment of 2,500 is announced for Friday."),
    ),
    asked(
        "Benches at thirty percent",
        "sales",
        "iris",
        [("bench", 3, 30)],
        # Another figure is another question: the first request is overtaken.
        Act("sales", "discount", to=20.0),
        Act("approver", "approve", "Twenty percent is what other clinics get."),
    ),
    # Approved, and could not go on: a line that nobody finished.
    asked(
        "Shelves and something else",
        "sales",
        "hilltop",
        [("shelf", 15, 18)],
        Act("sales", "line", "To be named"),
        Act("approver", "approve", "Fine with me."),
    ),
    # Not approved.
    asked(
        "Trolleys for a fifth less",
        "sales",
        "hilltop",
        [("trolley", 20, 20)],
        Act("approver", "reject", "We sold them the same trolleys at list price in May."),
    ),
    asked(
        "Quay trolleys",
        "sales2",
        "skerry",
        [("trolley", 10, 15)],
        Act("approver", "return", "Offer 12 % and free delivery instead."),
    ),
    asked(
        "Lockers, second thoughts",
        "sales",
        "bluegate",
        [("locker", 10, 12)],
        Act("sales", "withdraw", "The customer decided on another model."),
    ),
    asked(
        "Pallets for a fair",
        "sales",
        "orchard",
        [("pallet", 50, 16)],
        Act("controller", "cancel", "Entered twice by mistake; the other one was delivered."),
    ),
    # Waiting.
    asked("Mezzanine shelving", "sales", "bluegate", [("shelf", 30, 22)]),
    asked(
        "Mats for the canteens",
        "sales",
        "orchard",
        [("mat", 25, 0)],
        Act("approver", "approve", "A listing we have wanted for two years."),
    ),
    asked(
        "Shelves for two wards",
        "sales",
        "iris",
        [("shelf", 20, 16)],
        Act("approver", "forward", "You negotiated this with them.", to="approver2"),
    ),
    asked("Lockers on account", "sales2", "granite", [("locker", 6, 0)]),
    # More than sales management may grant: the director is asked at once.
    asked("Labels for a year", "sales", "orchard", [("label", 40, 32)]),
]
