// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/samples/SampleDatabase.h"
#include "tests/support/TestRunner.h"
#include "tests/understanding/KeyFigures.h"
#include "tests/understanding/ReadDatabase.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

class TestKeyFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hiddenKeysOfTheSamplesAreFound()
    {
        KeyFigures figures;
        const QTemporaryDir folder;
        for (const SampleInfo &info : samples()) {
            const QString path = folder.filePath(QString(info.key + u".sqlite"_s));
            QVERIFY(writeSample(info.sample, path).has_value());
            const Result<Understanding> read = readDatabase(path);
            QVERIFY(read.has_value());
            figures += measureKeys(*read);
        }
        check(figures);
    }

    void hiddenKeysOfOtherDatabasesAreFound()
    {
        if (tuningFolder().isEmpty())
            QSKIP("The tuning databases are not here; set TABLETALK_TUNING_DATABASES to their folder.");
        KeyFigures tuned;
        KeyFigures other;
        for (const QString &path : databasesIn(tuningFolder())) {
            const Result<Understanding> read = readDatabase(path);
            QVERIFY2(read.has_value(), qPrintable(path));
            (isForTuning(databaseName(path)) ? tuned : other) += measureKeys(*read);
        }
        check(tuned);
        check(other);
    }

private:
    static void check(const KeyFigures &figures)
    {
        qInfo("%d declared, %d found, %d of them right: precision %.3f, recall %.3f", figures.declared, figures.found,
              figures.right, figures.precision(), figures.recall());
        QVERIFY(figures.declared > 0);
        QVERIFY2(figures.precision() >= 0.90, qPrintable(figures.wrong.join(u'\n')));
        QVERIFY2(figures.recall() >= 0.70, qPrintable(figures.missed.join(u'\n')));
    }
};

static const bool registered = tabletalk::test::add<TestKeyFigures>();
#include "tst_KeyFigures.moc"
