# Reads one file of a stranger's, under limits that it puts on itself. Started by the server, for each file anew.
file(GLOB reader_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp ${CMAKE_CURRENT_LIST_DIR}/*.h)
tabletalk_add_program(tabletalk-reader
  DESCRIPTION "Tabletalk reader of documents"
  SOURCES ${reader_sources}
  LINK Tabletalk::reader Tabletalk::core Qt6::Core)
