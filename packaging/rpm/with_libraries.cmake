# Run by CPack when everything is staged: gives the RPMs their libraries, and tells rpm that those are nobody else's.
if(NOT CPACK_GENERATOR STREQUAL "RPM")
  return()
endif()
find_program(python python3 REQUIRED)
execute_process(
  COMMAND "${python}" "${CMAKE_CURRENT_LIST_DIR}/../linux/bundle.py" --packages "${CPACK_TEMPORARY_DIRECTORY}"
  OUTPUT_VARIABLE private OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)
set(CPACK_RPM_SPEC_MORE_DEFINE "%global __provides_exclude_from ^/usr/lib/tabletalk/.*$
%global __requires_exclude ^(${private})[(]")
