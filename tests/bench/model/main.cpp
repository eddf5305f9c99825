// SPDX-License-Identifier: GPL-3.0-or-later
//
// A language model for measurements: writes the same query for every question, over two seconds.
// Speaks OpenAI's protocol on loopback; prints its address, and ends when its standard input does.
#include "tests/support/ModelWords.h"

#include <QCoreApplication>

#include <cstdio>

using namespace tabletalk::test;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    bool isNumber = false;
    const int milliseconds = application.arguments().value(1, QStringLiteral("2000")).toInt(&isNumber);
    const QByteArray sql =
        application.arguments().value(2, QStringLiteral("SELECT count(*) AS n FROM orders")).toUtf8();
    if (!isNumber || milliseconds < 0) {
        std::fputs("Usage: bench_model [MILLISECONDS] [SQL]\n", stderr);
        return 2;
    }
    const ScriptedServer model([&](const ScriptedServer::Request &) { return slowQuery(sql, milliseconds); });
    std::printf("model ready on %s/v1\n", qPrintable(model.url().toString()));
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    std::printf("most connections %d\n", model.mostConnections());
    return 0;
}
