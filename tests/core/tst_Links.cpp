// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // which does not read <compare>
#include "core/ask/link/Linker.h"
#endif
#include "core/ask/read/QuestionReader.h"
#include "tests/core/ShopSchema.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <algorithm>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// What words of a question name, and in what way.
class TestLinks : public QObject
{
    Q_OBJECT

    static std::shared_ptr<Understanding> harbour()
    {
        using enum ColumnType;
        auto u = std::make_shared<Understanding>();
        u->schema.tables = {
            table(u"ship"_s,
                  {column(u"ship_id"_s, Integer), column(u"name"_s, Text, {u"Sea Eagle"_s, u"Nordic Star"_s}),
                   column(u"cntry"_s, Text, {u"France"_s, u"Norway"_s, u"Philippines"_s}), column(u"last_name"_s, Text),
                   column(u"tonnage"_s, Integer)}),
            table(u"sailor"_s, {column(u"sailor_id"_s, Integer), column(u"sex"_s, Text, {u"F"_s, u"M"_s}),
                                column(u"state"_s, Text, {u"CA"_s, u"NY"_s}), column(u"salary"_s, Real)}),
        };
        return u;
    }

    const SchemaIndex m_index{harbour()};

    /// The best of what the words name; a name when they name one.
    Mention best(const QString &text) const
    {
        const Words words = readQuestion(text);
        const Links links(words, m_index);
        for (size_t at = 0; at < words.size(); ++at) {
            for (const Span &span : links.startingAt(at)) {
                if (!span.names.empty())
                    return span.names.front();
                if (!span.values.empty())
                    return span.values.front();
            }
        }
        return {};
    }

    QString named(const Mention &mention) const
    {
        if (mention.place.table < 0)
            return {};
        if (mention.isValue)
            return mention.value;
        return mention.place.isTable() ? m_index.table(mention.place.table).name : m_index.column(mention.place).name;
    }

private Q_SLOTS:
    void wordsNameInManyWays_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *words, const QString &name, LinkKind kind) {
            QTest::newRow(words) << name << int(kind);
        };
        row("the ships", u"ship"_s, LinkKind::Exact);
        row("the vessels", u"ship"_s, LinkKind::Broader);
        row("every country", u"cntry"_s, LinkKind::Abbreviation);
        row("the wages", u"salary"_s, LinkKind::Synonym);
        row("each tonage", u"tonnage"_s, LinkKind::Fuzzy);
        row("of the Sea Eagle", u"Sea Eagle"_s, LinkKind::Exact);
        row("the Nordic", u"Nordic Star"_s, LinkKind::Partial);
        row("of French", u"France"_s, LinkKind::Equivalent);
        row("of Filipino", u"Philippines"_s, LinkKind::Equivalent);
        row("from Phillipines", u"Philippines"_s, LinkKind::Fuzzy);
        row("the women", u"F"_s, LinkKind::Equivalent);
        row("from California", u"CA"_s, LinkKind::Equivalent);
    }

    void wordsNameInManyWays()
    {
        QFETCH(QString, name);
        QFETCH(int, kind);
        const Mention mention = best(QString::fromUtf8(QTest::currentDataTag()));
        QCOMPARE(named(mention), name);
        QCOMPARE(int(mention.kind), kind);
    }

    void aDirectLinkIsSurerThanAnyOther()
    {
        const double direct = best(u"ships"_s).score;
        for (const QString &other : {u"vessels"_s, u"wages"_s, u"tonage"_s})
            QVERIFY2(best(other).score < direct, qPrintable(other));
        QVERIFY(best(u"French"_s).score < best(u"France"_s).score);
        QVERIFY(best(u"Nordic"_s).score < best(u"Nordic Star"_s).score);
    }

    void wordsOfTheLanguageNameNothing()
    {
        for (const QString &words :
             {u"how many"_s, u"of the"_s, u"average"_s, u"in"_s, u"more than"_s, u"which month"_s, u"ordered by"_s})
            QVERIFY2(named(best(words)).isEmpty(), qPrintable(words));
    }
};

static const bool registered = tabletalk::test::add<TestLinks>();
#include "tst_Links.moc"
