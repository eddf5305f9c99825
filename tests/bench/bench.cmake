# What "./dev bench" runs besides the programs that users have.
file(GLOB transport_sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/transport/*.cpp" "${CMAKE_CURRENT_LIST_DIR}/transport/*.h")
add_executable(bench_transport EXCLUDE_FROM_ALL ${transport_sources})
target_include_directories(bench_transport PRIVATE "${CMAKE_SOURCE_DIR}")
target_link_libraries(bench_transport PRIVATE Tabletalk::server Tabletalk::Options)

file(GLOB understanding_sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/understanding/*.cpp" "${CMAKE_CURRENT_LIST_DIR}/../understanding/*.cpp")
list(FILTER understanding_sources EXCLUDE REGEX "/tst_")
add_executable(bench_understanding EXCLUDE_FROM_ALL ${understanding_sources})
target_include_directories(bench_understanding PRIVATE "${CMAKE_SOURCE_DIR}")
target_link_libraries(bench_understanding PRIVATE Tabletalk::server Qt6::Network Tabletalk::Options)
target_compile_definitions(bench_understanding PRIVATE TABLETALK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

add_executable(bench_checks EXCLUDE_FROM_ALL "${CMAKE_CURRENT_LIST_DIR}/checks/main.cpp")
target_include_directories(bench_checks PRIVATE "${CMAKE_SOURCE_DIR}")
target_link_libraries(bench_checks PRIVATE Tabletalk::server Qt6::Network Tabletalk::Options)

add_executable(bench_search EXCLUDE_FROM_ALL "${CMAKE_CURRENT_LIST_DIR}/search/main.cpp")
target_include_directories(bench_search PRIVATE "${CMAKE_SOURCE_DIR}" "${HNSWLIB_INCLUDE_DIR}")
target_link_libraries(bench_search PRIVATE Tabletalk::server SQLite::SQLite3 Tabletalk::Options)

set(support "${CMAKE_CURRENT_LIST_DIR}/../support")
add_executable(bench_model EXCLUDE_FROM_ALL "${CMAKE_CURRENT_LIST_DIR}/model/main.cpp"
  "${support}/ModelWords.cpp" "${support}/ModelWords.h" "${support}/ScriptedServer.cpp" "${support}/ScriptedServer.h")
target_include_directories(bench_model PRIVATE "${CMAKE_SOURCE_DIR}")
target_link_libraries(bench_model PRIVATE Qt6::Network Tabletalk::Options)

# The window driven from inside, with its embedded server.
add_executable(bench_desktop EXCLUDE_FROM_ALL "${CMAKE_CURRENT_LIST_DIR}/desktop/main.cpp"
  "${CMAKE_CURRENT_LIST_DIR}/desktop/Heartbeat.h" "${CMAKE_CURRENT_LIST_DIR}/desktop/DrivenWindow.h")
target_include_directories(bench_desktop PRIVATE "${CMAKE_SOURCE_DIR}")
target_link_libraries(bench_desktop PRIVATE Tabletalk::ui Tabletalk::server Qt6::Test Tabletalk::Options)
if(TARGET tabletalk-reader)
  add_dependencies(bench_desktop tabletalk-reader)
endif()
