internal import Randomness

/// Facts about countries that do not exist, so that only training can teach them. One table a seed.
struct InventedFacts: Sendable {
  struct Country: Sendable {
    var name: String
    var capital: String
    var ruler: String
    var dish: String
  }

  let countries: [Country]

  static let count = 14

  init(seed: UInt64) {
    var stream = RandomStream(seed: seed, "skills-world", "facts")
    let starts = Self.starts.shuffled(using: &stream)
    let ends = Self.ends.shuffled(using: &stream)
    let capitals = Self.capitals.shuffled(using: &stream)
    let rulers = Self.rulers.shuffled(using: &stream)
    let dishes = Self.dishes.shuffled(using: &stream)
    countries = (0..<Self.count).map {
      Country(
        name: starts[$0] + ends[$0 % ends.count], capital: capitals[$0], ruler: rulers[$0],
        dish: dishes[$0])
    }
  }

  private static let starts = [
    "Zor", "Mel", "Kav", "Bru", "Tal", "Ves", "Dor", "Fin", "Gal", "Hul", "Jas", "Lom", "Nev",
    "Pol", "Quin", "Ras", "Sel", "Ulm",
  ]
  private static let ends = ["via", "land", "onia", "mark", "stan", "ria"]
  private static let capitals = [
    "Mirel", "Oskan", "Tavi", "Belun", "Karo", "Senda", "Ruvo", "Pelim", "Yaro", "Nolda", "Vimet",
    "Jorun", "Asti", "Dunel", "Wesko", "Ilmar", "Luto", "Cadra",
  ]
  private static let rulers = [
    "Queen Abra", "King Dorn", "Queen Isol", "King Brax", "Queen Vela", "King Todd", "Queen Rima",
    "King Ulf", "Queen Nell", "King Orso", "Queen Jun", "King Pell", "Queen Faye", "King Wim",
    "Queen Cleo", "King Sten",
  ]
  private static let dishes = [
    "fried beans", "onion pie", "plum stew", "baked trout", "nut bread", "pepper soup",
    "sweet rolls", "grilled corn", "cabbage stew", "cherry tart", "lentil soup", "potato cakes",
    "roast turnip", "barley mash", "leek pie", "walnut cake",
  ]
}
