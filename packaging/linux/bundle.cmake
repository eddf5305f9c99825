# Run by CPack when everything is staged: makes an AppDir of it, with its libraries, and packs that.
find_program(python python3 REQUIRED)
set(name "${CPACK_PACKAGE_NAME}-${CPACK_PACKAGE_VERSION}-${CMAKE_HOST_SYSTEM_PROCESSOR}")
execute_process(
  COMMAND "${python}" "${CMAKE_CURRENT_LIST_DIR}/bundle.py" "${CPACK_TEMPORARY_DIRECTORY}"
          "${CPACK_TOPLEVEL_DIRECTORY}/${name}.AppDir"
  COMMAND_ERROR_IS_FATAL ANY)
set(archive "${CPACK_OUTPUT_FILE_PREFIX}/${name}.AppDir.tar.xz")
execute_process(
  COMMAND "${CMAKE_COMMAND}" -E env XZ_OPT=-6T0 tar --sort=name --owner=0 --group=0 --numeric-owner -C "${CPACK_TOPLEVEL_DIRECTORY}" -cJf "${archive}"
          "${name}.AppDir"
  COMMAND_ERROR_IS_FATAL ANY)
set(CPACK_EXTERNAL_BUILT_PACKAGES "${archive}")
