// SPDX-License-Identifier: GPL-3.0-or-later
//
// The scripts that stand between a newcomer and the programs: ./dev, and what ./dev run
// does where there is no display.
#include "tests/support/PlatformPlace.h"
#include "tests/support/TestRunner.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using tabletalk::test::PlatformPlace;

class TestDemo : public QObject
{
    Q_OBJECT

    struct Outcome
    {
        int exitCode = -1;
        QString output;
        QString errors;
    };

    static Outcome run(const QString &program, const QStringList &arguments,
                       const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(program, arguments);
        process.waitForFinished(150'000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
    }

    static QString source(const QString &path) { return QStringLiteral(TABLETALK_SOURCE_DIR) + u'/' + path; }

    static QStringList demoArguments(const QString &dataDir)
    {
        return {source(u"tools/demo.py"_s),
                u"--daemon"_s,
                QStringLiteral(TABLETALK_BIN_DIR) + u"/tabletalkd"_s,
                u"--data-dir"_s,
                dataDir,
                u"--once"_s};
    }

private Q_SLOTS:
    void theFirstQuestionIsAnsweredWithoutADisplay()
    {
        const PlatformPlace directory;
        const QString data = directory.filePath(u"data"_s);
        const Outcome first = run(u"python3"_s, demoArguments(data), directory.environment());
        QVERIFY2(first.exitCode == 0, qPrintable(first.errors));
        QVERIFY2(first.output.contains(u"Germany leads"_s), qPrintable(first.output));
        QVERIFY(first.output.contains(u"SELECT"_s));
        QVERIFY(first.output.contains(u"Sign in as"_s));

        // The passwords were printed once only; the next start still knows them, and nobody else may read them.
        const Outcome again = run(u"python3"_s, demoArguments(data), directory.environment());
        QVERIFY2(again.exitCode == 0, qPrintable(again.errors));
        QVERIFY(again.output.contains(u"Germany leads"_s));
        const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
        QVERIFY(!(QFileInfo(data + u".passwords"_s).permissions() & others));
    }

    void samplesWithoutTheirPasswordsAreAClearError()
    {
        const QTemporaryDir directory;
        QVERIFY(QDir(directory.path()).mkdir(u"data"_s));
        const Outcome outcome = run(u"python3"_s, demoArguments(directory.filePath(u"data"_s)));
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.errors.contains(u"remove it"_s), qPrintable(outcome.errors));
    }

    void helpNamesEveryCommand()
    {
        const Outcome outcome = run(source(u"dev"_s), {u"help"_s});
        QCOMPARE(outcome.exitCode, 0);
        for (const QString &command : {u"run"_s, u"test"_s, u"bench"_s, u"build"_s, u"format"_s, u"lint"_s})
            QVERIFY2(outcome.output.contains(u"\n  "_s + command), qPrintable(command));
    }

    void anUnknownCommandIsRefused()
    {
        const Outcome outcome = run(source(u"dev"_s), {u"dance"_s});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.errors.contains(u"there is no command dance"_s));
    }
};

static const bool registered = tabletalk::test::add<TestDemo>();
#include "tst_Demo.moc"
