"""What does the demo company sell, and how does it ship? Plain values only."""

# key: (name, vendor, list price, cost, weight in kg, pieces in the main warehouse, pieces in the north)
PRODUCTS_BY_CATEGORY = {
    "Storage": {
        "shelf": ("Steel Shelf 90 cm", "ironbark", 100.0, 55.0, 18.0, 900, 120),
        "rack": ("Pallet Rack Bay 2.7 m", "ironbark", 480.0, 290.0, 96.0, 60, 12),
        "beam": ("Pallet Rack Beam Pair 2.7 m", "ironbark", 118.0, 71.0, 21.0, 180, 40),
        "upright": ("Rack Upright Frame 4 m", "ironbark", 165.0, 102.0, 32.0, 140, 30),
        "cabinet": ("Tool Cabinet, 7 Drawers", "ironbark", 389.0, 245.0, 62.0, 34, 6),
        "locker": ("Steel Locker, 3 Doors", "ironbark", 212.0, 128.0, 41.0, 75, 20),
        "bin": ("Wall Bin Set, 32 Pieces", "ironbark", 75.0, 44.0, 6.0, 260, 40),
        "mesh": ("Mesh Security Panel 2 x 1 m", "ironbark", 94.0, 58.0, 14.0, 190, 0),
    },
    "Handling": {
        "jack": ("Hand Pallet Truck 2.5 t", "northlift", 365.0, 240.0, 68.0, 35, 8),
        "trolley": ("Platform Trolley 300 kg", "northlift", 148.0, 89.0, 17.0, 90, 15),
        "sack": ("Sack Truck, Stair Climbing", "northlift", 129.0, 77.0, 13.0, 60, 10),
        "lift": ("Scissor Lift Table 500 kg", "northlift", 890.0, 610.0, 118.0, 3, 0),
        "castor": ("Swivel Castor 125 mm, Set of 4", "northlift", 46.0, 26.5, 5.2, 320, 60),
        "pallet": ("Plastic Pallet 1200 x 800", "clearwater", 54.0, 34.0, 12.5, 620, 150),
        "strap": ("Ratchet Strap 5 m, Pair", "northlift", 18.5, 9.8, 1.9, 900, 200),
    },
    "Packaging": {
        "crate": ("Stacking Crate 60 x 40", "clearwater", 14.5, 7.9, 1.6, 3000, 400),
        "film": ("Stretch Film 23 my, Roll", "clearwater", 9.8, 5.6, 2.4, 5000, 500),
        "tape": ("Packing Tape, Box of 36", "clearwater", 42.0, 25.5, 9.0, 800, 100),
        "carton": ("Double Wall Carton 600 x 400, Bundle of 15", "clearwater", 33.0, 19.5, 10.5, 640, 0),
        "bubble": ("Bubble Wrap 1 m x 100 m, Roll", "clearwater", 28.5, 15.9, 4.2, 380, 60),
        "mailer": ("Padded Mailer 230 x 340, Box of 100", "clearwater", 24.0, 13.2, 3.6, 420, 0),
        "edge": ("Cardboard Edge Guard, Bundle of 50", "clearwater", 37.5, 22.0, 11.0, 230, 0),
    },
    "Labels and Scanners": {
        "label": ("Thermal Labels 100 x 150, Box", "tallpine", 58.0, 31.0, 7.5, 500, 80),
        "ribbon": ("Thermal Ribbon 110 mm, Box of 12", "tallpine", 66.0, 38.0, 4.1, 210, 0),
        "scanner": ("Barcode Scanner, Cordless", "meridian", 249.0, 171.0, 0.4, 45, 5),
        "printer": ("Label Printer 203 dpi", "meridian", 420.0, 309.0, 2.6, 4, 0),
        "dock": ("Scanner Charging Dock", "meridian", 118.0, 74.0, 0.8, 50, 0),
        # New in the range: purchasing has not entered what it costs.
        "tablet": ("Rugged Warehouse Tablet 10 in", "meridian", 640.0, 0.0, 1.1, 12, 0),
    },
    "Workshop": {
        "bench": ("Workbench 2 m, Beech Top", "oakanvil", 545.0, 338.0, 74.0, 40, 6),
        "vice": ("Bench Vice 150 mm", "oakanvil", 96.0, 57.0, 9.8, 85, 0),
        "drill": ("Drill Bit Set, 170 Pieces", "oakanvil", 39.9, 21.5, 2.2, 160, 30),
        "compressor": ("Air Compressor 50 l", "oakanvil", 329.0, 224.0, 38.0, 2, 0),
        "vacuum": ("Wet and Dry Vacuum 30 l", "oakanvil", 189.0, 118.0, 11.0, 44, 0),
        "lamp": ("LED Work Lamp 50 W", "quayside", 44.5, 24.0, 1.7, 310, 80),
    },
    "Safety": {
        "mat": ("Anti-Fatigue Mat 150 x 90", "redcliff", 64.0, 56.5, 4.5, 140, 20),
        "gloves": ("Cut Resistant Gloves, 12 Pairs", "quayside", 47.0, 27.0, 1.1, 280, 90),
        "helmet": ("Safety Helmet, Box of 10", "redcliff", 92.0, 54.0, 4.4, 120, 20),
        "vest": ("High Visibility Vest, Pack of 20", "redcliff", 58.0, 29.5, 3.5, 150, 30),
        "aid": ("First Aid Cabinet, 50 Persons", "redcliff", 79.0, 47.5, 5.0, 66, 0),
        "extinguisher": ("Powder Extinguisher 6 kg", "redcliff", 49.0, 30.5, 9.4, 90, 0),
    },
}

# key: (name, city, country, lead time in days)
VENDORS = {
    "ironbark": ("Ironbark Steelworks", "Hagen", "DE", 9),
    "northlift": ("Northern Lift Works", "Tampere", "FI", 14),
    "clearwater": ("Clearwater Packaging Mill", "Gävle", "SE", 5),
    "tallpine": ("Tall Pine Labels", "Kortrijk", "BE", 4),
    "meridian": ("Meridian Scan Systems", "Brno", "CZ", 7),
    "oakanvil": ("Oak and Anvil Tools", "Sheffield", "GB", 8),
    "redcliff": ("Redcliff Workwear", "Porto", "PT", 10),
    "quayside": ("Quayside Import House", "Rotterdam", "NL", 35),
}

# What can be had cheaper from a second vendor, who takes longer: product: (vendor, price)
SECOND_SOURCES = {
    "crate": ("quayside", 6.9),
    "castor": ("quayside", 22.5),
    "strap": ("quayside", 8.1),
    "helmet": ("quayside", 46.0),
}

# (vendor, [(product, pieces)], days until they arrive, whether the order is placed yet)
PURCHASES = [
    ("meridian", [("printer", 20), ("dock", 30)], 6, True),
    ("ironbark", [("rack", 60), ("beam", 80)], 9, True),
    ("northlift", [("lift", 6)], 12, True),
    ("redcliff", [("extinguisher", 60), ("mat", 80)], 10, True),
    ("oakanvil", [("compressor", 12)], 8, False),
    ("quayside", [("lamp", 400), ("gloves", 300)], 35, False),
]

# key: (name, what the customer sees on the order, cost of a run, fixed price or [(up to kg, price)], expedited)
CARRIERS = {
    "van": ("Brightwater Van", "Delivery by van", 18.0, 25.0, False),
    "pallet": ("Pallet Freight", "Pallet freight", 60.0, [(100, 38.0), (500, 85.0), (5000, 190.0)], False),
    "express": ("Overnight Express", "Overnight express", 70.0, 95.0, True),
}
