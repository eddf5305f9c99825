// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ExitCode.h"
#include "app/cli/LocalDatabase.h"

#include "core/api/Codec.h"

#include <QCoreApplication>

namespace tabletalk::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Terminal", text);
}

QString stateName(const QString &state)
{
    if (state == u"ok")
        return tr("holds");
    return state == u"warning" ? tr("warning") : tr("FAILED");
}

void printLayer(int number, const api::ProofLayer &layer)
{
    std::printf("%d. %s: %s\n", number, qPrintable(layer.title), qPrintable(stateName(layer.state)));
    for (const QString &line : layer.detail.split(u'\n'))
        std::printf("   %s\n", qPrintable(line));
    for (const api::ProofAttempt &attempt : layer.attempts) {
        std::printf("     %s\n", qPrintable(attempt.statement));
        std::printf("       %s\n", qPrintable(attempt.refused ? attempt.answer : tr("was let through")));
    }
}

} // namespace

int prove(const QString &url, bool json)
{
    const auto database = LocalDatabase::open(url);
    if (!database) {
        printProblem(database.error());
        return exitCodeOf(database.error());
    }
    const api::ReadOnlyProof proof = (*database)->prove();
    if (json) {
        std::printf("%s\n", api::toJsonText(proof).c_str());
    } else {
        int number = 0;
        for (const api::ProofLayer &layer : proof.layers)
            printLayer(++number, layer);
        std::printf("\n%s\n", qPrintable(proof.proved ? tr("Nothing can be changed through this connection.")
                                                      : tr("It is not proved that nothing can be changed.")));
    }
    return proof.proved ? Answered : Refused;
}

} // namespace tabletalk::cli
