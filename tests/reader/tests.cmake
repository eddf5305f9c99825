# Files that the tests make themselves, read in the test and, where they are hostile or large, by the program as the
# server starts it.
file(GLOB reader_program_parts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/app/reader/*.cpp ${CMAKE_SOURCE_DIR}/app/reader/*.h)
list(FILTER reader_program_parts EXCLUDE REGEX "main\\.cpp$")
tabletalk_add_tests(reader GUI
  LINK Tabletalk::reader Tabletalk::server Tabletalk::core Qt6::Widgets Qt6::Pdf LibArchive::LibArchive
  SOURCES ${reader_program_parts}
  TIMEOUT 180)
add_dependencies(test_reader tabletalk-reader)
# Files of 100 MB, and files that use up the time that they get.
set_tests_properties(reader.LargeFiles reader.HostileFiles PROPERTIES TIMEOUT 600)
