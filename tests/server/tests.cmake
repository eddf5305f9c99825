tabletalk_add_tests(server LINK Tabletalk::server Qt6::Sql)
