class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    def __mul__(self, other):
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns]
                       for row in self.rows])

    def __repr__(self):
        return "Matrix(" + repr(self.rows) + ")"


print(Matrix([[1, 2], [3, 4]]) * Matrix([[0, 1], [1, 0]]))
