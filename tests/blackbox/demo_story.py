"""What is told about the orders of the demo company, by customer reference?"""

# How far those went that no rule stopped, or that a controller released.
WENT_ON = {
    "Opening order spring range": "confirmed",
    "Label stock": "confirmed",
    "Dock equipment": "confirmed",
    "Packing material March": "confirmed",
    "Rack extension hall 2": "confirmed",
    "Scanner pilot": "confirmed",  # released
    "Shelf refill": "invoiced",
    "Autumn packaging": "invoiced",
    "Goods-in labels": "invoiced",
    "Clinic store rooms": "invoiced",
    "First aid round": "shipped",
    "School workshops": "invoiced",
    "Caretaker tools": "confirmed",
    "Store fittings": "shipped",
    "Returns desk": "confirmed",
    "Counter refit": "shipped",
    "Coastal depot racks": "invoiced",  # customs papers: told
    "Showroom packing": "invoiced",
    "Site stores": "confirmed",
    "Lodge maintenance": "confirmed",  # customer with a warning: told
    "Yard handling": "invoiced",
    "Conveyor hall safety": "shipped",
    "Night shift kit": "confirmed",  # from the second warehouse
    "Fish box trial": "confirmed",
    "Rush shelving": "confirmed",  # expedited freight: observed
    "Volume deal shelves": "confirmed",  # released
    "Goods lifts": "confirmed",  # short of stock: told
    "Opening of the season": "confirmed",
    "Compressors by tomorrow": "confirmed",  # promised too early: told
    "Printers in ten days": "confirmed",  # there in time, by a receipt
    "Spare castors overnight": "confirmed",
    "Free freight, please": "confirmed",  # freight given away: observed
    "Trolleys for two sites": "confirmed",  # released
}

# Which rules hold the others.
HELD = {
    "Workshop refit": ["Over the credit limit"],
    "Canteen mats": ["Margin below 15 %"],
    "Clearance request": ["Discount above 40 %", "Margin below 15 %"],
    "Winter promotion": ["Discount above 10 %"],
    "Mat clearance": ["Discount above 10 %", "Line below cost", "Margin below 15 %"],
    "Tablet pilot": ["Margin unknown"],
    "Chain roll-out, 40 stores": ["Order above 25,000"],
    "Key account prices, please": ["Price list of another customer"],
    "Sixty days to pay": ["Longer payment term than agreed"],
    "Yard extension": ["Invoices more than 30 days late"],
    "Underground lockers": ["Customer is blocked"],
    "First order, showroom": ["First order above 7,500"],
    "Foundations, phase 2": ["Over the credit limit"],
    "Urgent site kit": ["Discount above 10 %", "Over the credit limit"],
    "Bulk film": ["Discount above 10 %", "Margin below 15 %"],
}

# Orders nobody confirmed: some would pass, some would be held; one was held and cancelled.
DRAFTS = {
    "Quarterly restock": "draft",
    "Standard reorder": "draft",
    "New depot, phase 1": "draft",
    "Small top-up": "draft",
    "Trade fair stand": "sent",
    "Ward trolleys": "sent",
    "Term start supplies": "draft",
    "Scanner at a friend's price": "draft",
    "Wrong article": "cancel",
    "Discount or nothing": "cancel",
    "Depot safety": "sent",
    "Pallet trial": "draft",
}

# How the requests of the demo company stand, oldest first where an order was submitted twice.
APPROVALS = {
    "Overlooked since morning": ["open"],  # late: the director is asked as well
    "Aisle shelving": ["done"],
    "Mats for the new school": ["done"],  # on behalf of the director
    "Garage bins": ["done"],  # by finance
    "Benches at thirty percent": ["overtaken", "done"],
    "Shelves and something else": ["failed"],
    "Trolleys for a fifth less": ["rejected"],
    "Quay trolleys": ["returned"],
    "Lockers, second thoughts": ["withdrawn"],
    "Pallets for a fair": ["cancelled"],
    "Mezzanine shelving": ["open"],
    "Mats for the canteens": ["open"],  # one of two tiers has answered
    "Shelves for two wards": ["open"],  # forwarded
    "Lockers on account": ["open"],
    "Labels for a year": ["open"],  # beyond the authority of sales management
}
