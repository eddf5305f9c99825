# The terminal program: asks any database, with no server, and calls servers.
file(GLOB cli_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp ${CMAKE_CURRENT_LIST_DIR}/*.h)
tabletalk_add_program(tabletalk-cli
  DESCRIPTION "Tabletalk in a terminal"
  SOURCES ${cli_sources} rest/RestClient.cpp rest/RestClient.h terminal/Terminal.cpp terminal/Terminal.h
  LINK Tabletalk::server Tabletalk::core Qt6::Core Qt6::Network)
