/// The entries of the families of common knowledge.
enum Tables {
  static let days = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// One to one, so that every word has one opposite.
  static let opposites = [
    ("hot", "cold"), ("big", "small"), ("tall", "short"), ("fast", "slow"), ("happy", "sad"),
    ("open", "closed"), ("full", "empty"), ("wet", "dry"), ("hard", "soft"), ("light", "dark"),
    ("early", "late"), ("rich", "poor"), ("strong", "weak"), ("thick", "thin"),
    ("loud", "quiet"), ("clean", "dirty"), ("up", "down"), ("left", "right"), ("day", "night"),
    ("good", "bad"),
  ]

  static let sounds = [
    ("cow", "moo"), ("dog", "woof"), ("cat", "meow"), ("duck", "quack"), ("sheep", "baa"),
    ("pig", "oink"), ("bee", "buzz"), ("lion", "roar"), ("snake", "hiss"), ("frog", "croak"),
    ("mouse", "squeak"), ("hen", "cluck"), ("wolf", "howl"), ("horse", "neigh"),
  ]

  static let purposes = [
    ("spoon", "eating soup"), ("key", "opening doors"), ("knife", "cutting bread"),
    ("lamp", "giving light"), ("pen", "writing letters"), ("bed", "sleeping"),
    ("clock", "telling the time"), ("boat", "crossing water"), ("bag", "carrying things"),
    ("coat", "keeping warm"), ("chair", "sitting"), ("map", "finding the way"),
    ("bell", "calling people"), ("coin", "paying"), ("rope", "tying things"),
    ("bike", "riding to school"),
  ]

  static let advice = [
    ("sleep better", "Go to bed early and keep the room dark."),
    ("learn faster", "Study a little every day and take breaks."),
    ("save money", "Write down what you spend and buy less."),
    ("stay healthy", "Walk every day and eat fresh food."),
    ("make friends", "Be kind and ask people about their lives."),
    ("feel calm", "Sit down and breathe slowly for a minute."),
    ("cook well", "Start with simple meals and taste as you go."),
    ("write better", "Use short words and read your text aloud."),
    ("grow plants", "Give them light and water them in the morning."),
    ("remember names", "Say the name aloud when you first hear it."),
    ("run longer", "Start slowly and rest one day in three."),
    ("keep my room tidy", "Put each thing back after you use it."),
    ("wake up on time", "Set an alarm and place it across the room."),
    ("speak in public", "Practise at home and look at one person."),
    ("drink more water", "Keep a full glass on your desk."),
    ("stop a quarrel", "Listen first and say what you both want."),
  ]
}
