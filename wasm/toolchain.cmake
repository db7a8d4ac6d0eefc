# Emscripten's own toolchain file, wherever the emcc on PATH comes from: Debian's package or an emsdk.
execute_process(
  COMMAND em-config EMSCRIPTEN_ROOT
  OUTPUT_VARIABLE emscripten_root
  OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)
include(${emscripten_root}/cmake/Modules/Platform/Emscripten.cmake)

# The node that is first on PATH (20 or later) runs the tests: Debian's package brings an older one of its own, which does
# not know relaxed SIMD.
set(CMAKE_CROSSCOMPILING_EMULATOR node)
