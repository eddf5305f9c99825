// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/PartialJson.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

class TestPartialJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFieldIsReadAsFarAsItIsWritten_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("not begun") << u"{\"expl"_s << QString();
        QTest::newRow("no value yet") << u"{\"explanation\" : "_s << QString();
        QTest::newRow("half") << u"{\"explanation\": \"Counts the ord"_s << u"Counts the ord"_s;
        QTest::newRow("whole") << u"{\"explanation\":\"Counts.\",\"sql\":\"SELECT 1\"}"_s << u"Counts."_s;
        QTest::newRow("after another") << u"{\"sql\":\"SELECT 1\",\"explanation\":\"Cou"_s << u"Cou"_s;
        QTest::newRow("escaped") << u"{\"explanation\":\"say \\\"yes\\\"\\nand \\\\ no"_s << u"say \"yes\" and \\ no"_s;
        QTest::newRow("half an escape") << u"{\"explanation\":\"say \\"_s << u"say "_s;
        QTest::newRow("unicode") << u"{\"explanation\":\"caf\\u00e9"_s << u"café"_s;
        QTest::newRow("half of unicode") << u"{\"explanation\":\"caf\\u00"_s << u"caf"_s;
        QTest::newRow("half a pair") << u"{\"explanation\":\"ok \\ud83d"_s << u"ok "_s;
        QTest::newRow("a value of that name") << u"{\"sql\":\"explanation\",\"explanation\":\"Yes"_s << u"Yes"_s;
        QTest::newRow("no text") << u"{\"explanation\":12"_s << QString();
        QTest::newRow("no object") << u"Here is the explanation: none"_s << QString();
    }

    void aFieldIsReadAsFarAsItIsWritten()
    {
        QFETCH(const QString, json);
        QFETCH(const QString, text);
        QCOMPARE(model::writtenSoFar(json, u"explanation"), text);
    }
};

static const bool registered = tabletalk::test::add<TestPartialJson>();
#include "tst_PartialJson.moc"
