# What `cmake --install` puts where: the library and its one header, the program and its manual page, and what pkg-config
# and other CMake projects need to find them. All of it may be moved afterwards: no file holds the prefix.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# The header says the version; it is said nowhere else.
set(header ${PROJECT_SOURCE_DIR}/core/pathstar.h)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${header})
file(STRINGS ${header} version REGEX "^#define PS_VERSION ")
string(REGEX REPLACE ".*\"(.*)\".*" "\\1" version "${version}")

# The object libraries of add_kernels() are sources of pathstar_core, not libraries it links to, so this archive is whole.
set_target_properties(pathstar_core PROPERTIES OUTPUT_NAME pathstar EXPORT_NAME pathstar)
install(TARGETS pathstar_core EXPORT pathstarTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS pathstar RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# ---- find_package(pathstar), then target_link_libraries(... pathstar::pathstar) ----

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/pathstar)
install(EXPORT pathstarTargets NAMESPACE pathstar:: DESTINATION ${package_dir})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/pathstarConfig.cmake.in pathstarConfig.cmake
  INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(pathstarConfigVersion.cmake VERSION ${version} COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/pathstarConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/pathstarConfigVersion.cmake
  DESTINATION ${package_dir})

# ---- pkg-config ----

file(RELATIVE_PATH prefix_from_pc ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" prefix_from_pc ${prefix_from_pc})
configure_file(${CMAKE_CURRENT_LIST_DIR}/pathstar.pc.in pathstar.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/pathstar.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# ---- The manual page: the program's own help. Without help2man there is none. ----

find_program(HELP2MAN help2man)
if(HELP2MAN AND NOT CMAKE_CROSSCOMPILING)
  add_custom_command(
    OUTPUT pathstar.1
    COMMAND ${HELP2MAN} --no-info --help-option=help --version-string=${version}
            --name "train and question tiny sequence models on path-star graphs" --output=pathstar.1 $<TARGET_FILE:pathstar>
    DEPENDS pathstar
    COMMENT "Writing the manual page")
  add_custom_target(manual ALL DEPENDS pathstar.1)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/pathstar.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 OPTIONAL)
endif()
