import Diagnostics
import Tensors
import Testing

@Suite struct DeviceTests {
  @Test func names() throws {
    #expect(try Device.named("cpu") == .cpu)
    #expect(Device.cuda(1).description == "cuda:1" && Device.cpu.description == "cpu")
    #expect(Device.available.first == .cpu)
    for device in Device.available { #expect(try Device.named(device.description) == device) }
  }

  @Test(arguments: ["", "gpu", "cpu:0", "cuda:", "cuda:x", "cuda:-1", "cuda:0:0", "mps:1", "CPU"])
  func unknownNamesAreRefused(_ name: String) throws {
    let error = #expect(throws: InputError.self) { try Device.named(name, flag: "--where") }
    #expect(try #require(error).source == "--where")
    #expect(try #require(error).expected == "cpu, cuda, cuda:N or mps")
  }

  @Test func absentDevicesAreRefusedWithThoseThatAreThere() throws {
    let error = #expect(throws: InputError.self) { try Device.named("cuda:99") }
    #expect(try #require(error).expected?.contains("cpu") == true)
  }

  @Test func engineFacts() {
    #expect(Engine.problem == nil)
    #expect(Engine.version.split(separator: ".").count >= 3)
    #expect(Engine.threadCount >= 1)
    #expect(Engine.memory(of: .cpu) == (allocated: 0, peak: 0))
  }
}
