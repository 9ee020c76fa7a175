import random


def play(limit=100):
    wanted = random.randint(1, limit)
    tries = 0
    while True:
        guess = int(input(f"A number from 1 to {limit}: "))
        tries += 1
        if guess == wanted:
            print("Right, after", tries, "tries")
            return tries
        print("too low" if guess < wanted else "too high")


if __name__ == "__main__":
    play()
