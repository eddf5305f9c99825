tabletalk_add_tests(ui GUI LINK Tabletalk::ui Tabletalk::server Qt6::Sql TIMEOUT 180)
