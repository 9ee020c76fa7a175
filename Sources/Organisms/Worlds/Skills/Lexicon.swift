/// The words, names and numbers that a skills world speaks of.
///
/// There are two, which share nothing: what trains any model comes from `known`; `heldOut` is only
/// ever measured on.
struct Lexicon: Sendable {
  var animals: [String]
  var foods: [String]
  var objects: [String]
  var places: [String]
  var colours: [String]
  var names: [String]
  /// Numbers to compare, sort and look up; single digits in training, which a small model can learn.
  var digits: ClosedRange<Int>
  var isHeldOut = false

  /// Things that can be counted: their plurals exist.
  var countable: [String] { animals + objects }
  var words: [String] { animals + foods + objects }
  /// The words that lists are made of: few, so that copying them is learned early.
  var listed: [String] { [animals, foods, objects].flatMap { $0.prefix(10) } }

  static let known = Lexicon(
    animals: [
      "cat", "dog", "cow", "pig", "hen", "fox", "bear", "wolf", "lion", "deer", "goat", "duck",
      "frog", "fish", "bird", "horse", "sheep", "mouse", "snake", "tiger", "bee", "owl",
    ],
    foods: [
      "apple", "bread", "cake", "milk", "rice", "soup", "egg", "pear", "plum", "corn", "salt",
      "honey", "cheese", "tea", "lemon", "butter",
    ],
    objects: [
      "book", "lamp", "chair", "table", "cup", "door", "key", "box", "bag", "hat", "shoe", "coat",
      "ring", "ball", "drum", "pen", "desk", "bed", "clock", "spoon", "fork", "knife", "plate",
      "bowl", "rope", "nail", "coin", "map", "bell", "kite", "boat", "cart", "train", "bike",
    ],
    places: [
      "park", "farm", "lake", "river", "hill", "town", "shop", "school", "house", "garden",
      "forest", "kitchen", "market", "barn",
    ],
    colours: ["red", "blue", "green", "black", "white", "brown", "pink", "gray", "gold", "purple"],
    names: [
      "Tom", "Anna", "Ben", "Eva", "Max", "Lily", "Sam", "Nina", "Paul", "Rosa", "Jack", "Emma",
      "Leo", "Mia", "Noah", "Ella", "Adam", "Lucy", "Mark", "Sara", "Luke", "Jane", "Alex", "Kate",
      "Dan", "Amy", "Eric", "Lena", "Hugo", "Ivy",
    ],
    digits: 1...9)

  static let heldOut = Lexicon(
    animals: ["otter", "zebra", "eagle", "camel"],
    foods: ["mango", "pasta", "olive", "garlic"],
    objects: ["violin", "candle", "basket", "hammer", "mirror", "pillow"],
    places: ["castle", "island", "harbour", "museum"],
    colours: ["orange", "silver", "yellow"],
    names: ["Felix", "Clara", "Omar", "Ruth", "Boris", "Greta"],
    digits: 21...29, isHeldOut: true)
}
