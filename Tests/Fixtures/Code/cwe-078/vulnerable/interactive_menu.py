import os


def menu():
    while True:
        choice = input("1) list  2) delete  3) quit: ")
        if choice == "1":
            os.system("ls -l")
        elif choice == "2":
            name = input("file to delete: ")
            os.system("rm -i " + name)
        elif choice == "3":
            break


if __name__ == "__main__":
    menu()
