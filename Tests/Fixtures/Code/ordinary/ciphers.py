def caesar(text, key):
    shifted = []
    for letter in text:
        if letter.isalpha():
            start = ord("A") if letter.isupper() else ord("a")
            letter = chr((ord(letter) - start + key) % 26 + start)
        shifted.append(letter)
    return "".join(shifted)


secret_message = caesar("attack at dawn", 3)
print(secret_message, caesar(secret_message, -3))
