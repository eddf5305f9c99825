// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desktop program as a script starts it, to learn whether it works here.
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestDesktopProgram : public QObject
{
    Q_OBJECT

    struct Outcome
    {
        int exitCode = -1;
        QString output;
        QString errors;
    };

    static QString program() { return QStringLiteral(TABLETALK_BIN_DIR) + u"/tabletalk"_s; }

    /// With a home of its own, without a display.
    static Outcome run(const QTemporaryDir &home, const QStringList &arguments,
                       const QString &platform = u"offscreen"_s)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, platform);
        environment.insert(u"LANGUAGE"_s, u"en"_s);
        environment.insert(u"HOME"_s, home.path());
        for (const QString &place : {u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CACHE_HOME"_s})
            environment.insert(place, home.filePath(place.toLower()));
        environment.insert(u"XDG_RUNTIME_DIR"_s, home.path());
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(program(), arguments);
        process.waitForFinished(150'000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!QFileInfo::exists(program()))
            QSKIP("built without the window");
    }

    void theSampleIsAnsweredAndTheProgramEndsWell()
    {
        const QTemporaryDir home;
        const Outcome ended =
            run(home, {u"--data-dir"_s, home.filePath(u"data"_s), u"--try-sample"_s, u"--quit-after-answer"_s});
        QVERIFY2(ended.exitCode == 0, qPrintable(ended.errors));
        QVERIFY2(ended.output.contains(u"answered "_s), qPrintable(ended.output));
    }

    /// No folder can be made below a file.
    void itTellsWhatItIsWithoutADisplay()
    {
        const QTemporaryDir home;
        for (const QString &asked : {u"--version"_s, u"--help"_s}) {
            const Outcome ended = run(home, {asked}, u"none"_s);
            QVERIFY2(ended.exitCode == 0, qPrintable(ended.errors));
            QVERIFY2(ended.output.contains(u"tabletalk"_s), qPrintable(ended.output));
        }
    }

    void aServerThatCannotStartIsSaidAndEndsTheProgramWithAStatus()
    {
        const QTemporaryDir home;
        QFile inTheWay(home.filePath(u"data"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        const Outcome ended =
            run(home, {u"--data-dir"_s, home.filePath(u"data/below"_s), u"--try-sample"_s, u"--quit-after-answer"_s});
        QCOMPARE(ended.exitCode, 1);
        QVERIFY2(ended.errors.contains(u"tabletalk: "_s), qPrintable(ended.errors));
        QVERIFY2(!ended.output.contains(u"answered"_s), qPrintable(ended.output));
    }
};

static const bool registered = tabletalk::test::add<TestDesktopProgram>();
#include "tst_DesktopProgram.moc"
