# What "./dev bench" runs besides the programs that users have.
file(GLOB transport_sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/transport/*.cpp" "${CMAKE_CURRENT_LIST_DIR}/transport/*.h")
add_executable(bench_transport EXCLUDE_FROM_ALL ${transport_sources})
target_include_directories(bench_transport PRIVATE "${CMAKE_SOURCE_DIR}")
target_link_libraries(bench_transport PRIVATE Tabletalk::server Tabletalk::Options)
