# The programs as users start them.
tabletalk_add_tests(programs
  LINK Tabletalk::server Tabletalk::core Qt6::Core Qt6::Network Qt6::Sql
  TIMEOUT 180)
add_dependencies(test_programs tabletalk-cli tabletalkd)
