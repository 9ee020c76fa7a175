from decimal import Decimal


class Basket:
    def __init__(self):
        self.lines = []

    def add(self, name, price, quantity=1):
        if quantity < 1:
            raise ValueError("the quantity must be at least 1")
        self.lines.append((name, Decimal(price), quantity))

    def total(self):
        return sum(price * quantity for _, price, quantity in self.lines)


basket = Basket()
basket.add("tea", "3.50", 2)
basket.add("cake", "4.20")
print(f"total {basket.total():.2f}")
