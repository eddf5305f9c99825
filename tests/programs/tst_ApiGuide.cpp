// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/programs/ShopDatabase.h"
#include "tests/support/DaemonProcess.h"
#include "tests/support/PlatformPlace.h"
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <vector>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

/// Commands of the guide, and what it says that they print.
struct Example
{
    QString commands;
    std::optional<QString> prints;
};

/// The examples of a guide in Markdown: blocks of bash, each with the block of text that may follow it.
std::vector<Example> examplesOf(const QString &guide)
{
    static const QRegularExpression block(u"^```(bash|text)\\n(.*?)^```$"_s,
                                          QRegularExpression::MultilineOption
                                              | QRegularExpression::DotMatchesEverythingOption);
    std::vector<Example> examples;
    for (auto blocks = block.globalMatch(guide); blocks.hasNext();) {
        const auto match = blocks.next();
        if (match.captured(1) == u"bash")
            examples.push_back({match.captured(2), {}});
        else if (!examples.empty())
            examples.back().prints = match.captured(2);
    }
    return examples;
}

} // namespace

/// Each example of the API guide does what the guide says.
class TestApiGuide : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachExamplePrintsWhatTheGuideSays()
    {
        for (const char *program : {"bash", "curl", "jq"}) {
            if (QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty())
                QSKIP("bash, curl or jq is not installed; the examples of the API guide need them.");
        }
        QFile file(QStringLiteral(TABLETALK_SOURCE_DIR) + u"/docs/api-guide.md"_s);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        const std::vector<Example> examples = examplesOf(QString::fromUtf8(file.readAll()));
        QVERIFY(examples.size() >= 10);

        const test::PlatformPlace place;
        const QString folder = place.filePath(u"shop"_s);
        QVERIFY(QDir().mkpath(folder));
        test::writeShop(QString(folder + u"/shop.db"));
        test::DaemonProcess daemon(place);
        QVERIFY(daemon.start(place.filePath(u"data"_s), {u"--registration"_s, u"open"_s, u"--allow-files"_s, folder}));

        // One shell for all, since later ones use what earlier ones found; each writes into a file of its own.
        QString script = u"set -eu\nTOKEN=\n"_s;
        for (size_t i = 0; i < examples.size(); ++i)
            script += u"exec >printed.%1\n%2\n"_s.arg(QString::number(i), examples[i].commands);
        script.replace(u"http://127.0.0.1:8765"_s, daemon.url().toString());

        constexpr int patienceMs = 120'000;
        QProcess shell;
        shell.setWorkingDirectory(folder);
        shell.start(u"bash"_s, {u"-c"_s, script});
        const bool ended = shell.waitForFinished(patienceMs);
        const QByteArray said = shell.readAllStandardError();
        for (size_t i = 0; i < examples.size(); ++i) {
            if (!examples[i].prints)
                continue;
            QFile printed(QString(folder + u"/printed.%1"_s.arg(i)));
            QVERIFY2(printed.open(QIODevice::ReadOnly),
                     qPrintable(QString(u"not reached: "_s + examples[i].commands + QString::fromUtf8(said))));
            QCOMPARE(QString::fromUtf8(printed.readAll()), *examples[i].prints);
        }
        QVERIFY2(ended && shell.exitCode() == 0, said.constData());
    }
};

static const bool registered = tabletalk::test::add<TestApiGuide>();
#include "tst_ApiGuide.moc"
