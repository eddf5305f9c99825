// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/SearchText.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

class TestSearchText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void caseAccentsAndBlanksDoNotMatter()
    {
        QCOMPARE(searchText(u"  Größe  in\nMÜNCHEN "_s), u"grosse in munchen"_s);
        QCOMPARE(searchText(u"Καφές"_s), searchText(u"ΚΑΦΈΣ"_s));
    }

    void wordsAreTakenOnceAndTheLongestFirst()
    {
        QCOMPARE(searchWords(u"in Berlin IN revenue"_s, 6), (std::vector<QString>{u"revenue"_s, u"berlin"_s, u"in"_s}));
        QCOMPARE(searchWords(u"a bb ccc"_s, 2), (std::vector<QString>{u"ccc"_s, u"bb"_s}));
        QVERIFY(searchWords(u" \n "_s, 6).empty());
    }

    void anExcerptShowsTheWords()
    {
        const QString text = QString(u"first "_s.repeated(60) + u"needle "_s + u"last "_s.repeated(60));
        const QString excerpt = excerptAround(text, {u"needle"_s}, 80);
        QVERIFY(excerpt.contains(u"needle"_s));
        QVERIFY(excerpt.startsWith(u"…first"_s) && excerpt.endsWith(u"last…"_s));
        QVERIFY(excerpt.size() <= 82);
    }

    void anExcerptOfWhatIsNotThereIsTheBeginning()
    {
        QCOMPARE(excerptAround(u"short"_s, {u"x"_s}, 80), u"short"_s);
        QVERIFY(excerptAround(u"long "_s.repeated(60), {u"x"_s}, 80).startsWith(u"long"_s));
        QVERIFY(excerptAround(QString(300, u'y'), {u"y"_s}, 80).startsWith(u'y'));
    }
};

static const bool registered = tabletalk::test::add<TestSearchText>();
#include "tst_SearchText.moc"
