tabletalk_add_tests(ui GUI LINK Tabletalk::ui Qt6::Sql TIMEOUT 180)
