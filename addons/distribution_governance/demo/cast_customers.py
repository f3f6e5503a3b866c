"""Who buys from the demo company, and on which terms? Plain values only."""

# name: days until payment is due
PAYMENT_TERMS = {"30 days net": 30, "45 days net": 45, "60 days net": 60}

# key: (name, city, country, tags, payment term, credit limit in company currency; None = no limit)
CUSTOMERS = {
    "harbour": ("Harbour Street Hardware", "Bristol", "GB", ["Trade"], "30 days net", 20_000.0),
    "norden": ("Norden Logistics Park", "Aarhus", "DK", ["Logistics"], "45 days net", 60_000.0),
    "quarry": ("Quarry Lane Garages", "Leeds", "GB", ["Trade"], "30 days net", 4_000.0),
    "mesa": ("Mesa Verde Furnishings", "Girona", "ES", ["Retail"], "30 days net", 15_000.0),
    "orchard": ("Orchard Valley Foods", "Ghent", "BE", ["Food"], "30 days net", None),
    "alder": ("Alder and Finch Merchants", "Cork", "IE", ["Trade"], "30 days net", 25_000.0),
    "bluegate": ("Bluegate Home Stores", "Utrecht", "NL", ["Retail", "Chain"], "45 days net", 80_000.0),
    "cobalt": ("Cobalt Ridge Mining Supply", "Kiruna", "SE", ["Industry"], "30 days net", 10_000.0),
    "dune": ("Dune Coast Lodges", "Faro", "PT", ["Hospitality"], "30 days net", 12_000.0),
    "elm": ("Elm Row Furniture", "Lyon", "FR", ["Retail"], "30 days net", 8_000.0),
    "granite": ("Granite Bay Contractors", "Swansea", "GB", ["Trade"], "30 days net", 6_000.0),
    "hilltop": ("Hilltop Schools Partnership", "Graz", "AT", ["Public sector"], "30 days net", None),
    "iris": ("Iris Lane Clinics", "Linz", "AT", ["Healthcare"], "30 days net", 25_000.0),
    "larch": ("Larchfield Cycle Works", "Freiburg", "DE", ["Industry"], "30 days net", 20_000.0),
    "skerry": ("Skerry Bay Fisheries", "Bodø", "NO", ["Food", "Export"], "45 days net", 30_000.0),
}

# customer: (status, why)
STATUSES = {
    "cobalt": ("blocked", "Insolvency proceedings were opened; nothing is delivered until finance says so."),
    "dune": ("warning", "Season business: ask for the booking figures before large deliveries."),
}

# What the former books handed over: (customer, amount, days since invoicing, days until due after that)
OLD_INVOICES = [
    ("alder", 4_180.0, 96, 30),
    ("alder", 1_265.5, 58, 30),
    ("mesa", 320.0, 41, 30),
    ("granite", 2_000.0, 12, 30),
    ("norden", 3_640.0, 20, 45),
]

# Who has a price list of its own: name: (customer, discount from list price in percent)
PRICE_LISTS = {"Key accounts": ("norden", 5.0)}
