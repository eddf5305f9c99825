// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/EntityFinder.h"
#include "core/graph/RelationFinder.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <set>

using namespace tabletalk;
using namespace tabletalk::graph;
using namespace Qt::StringLiterals;

namespace {

struct Document
{
    QString language;
    QString title;
    bool blind = false; ///< written after the rules, which were not changed for it
    std::vector<QString> passages;
    std::set<std::pair<QString, QString>> entities; ///< key, kind
    std::set<QString> relations;                    ///< "key|label|key"
};

QString relationOf(const QString &from, const QString &label, const QString &to)
{
    return from + u'|' + label + u'|' + to;
}

void addLine(Document &document, const QString &line)
{
    if (line.startsWith(u"+ ")) {
        document.entities.insert({keyOf(line.section(u' ', 2)), line.section(u' ', 1, 1)});
    } else if (line.startsWith(u"> ")) {
        const QStringList parts = line.mid(2).split(u" | "_s);
        document.relations.insert(relationOf(keyOf(parts[0]), parts[1], keyOf(parts[2])));
    } else if (line.isEmpty()) {
        document.passages.emplace_back();
    } else {
        QString &passage = document.passages.empty() ? document.passages.emplace_back() : document.passages.back();
        passage += passage.isEmpty() ? line : QString(u'\n' + line);
    }
}

/// "@ language [blind] title", paragraphs, "+ kind name" and "> from | label | to".
std::vector<Document> documents()
{
    QFile file(QStringLiteral(TABLETALK_SOURCE_DIR "/tests/core/graph/documents.txt"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the documents are not there");
    std::vector<Document> all;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (!line.startsWith(u"@ ")) {
            addLine(all.back(), line);
            continue;
        }
        Document &document = all.emplace_back();
        document.language = line.section(u' ', 1, 1);
        document.blind = line.section(u' ', 2, 2) == u"blind";
        document.title = line.section(u' ', 2);
    }
    for (Document &document : all)
        std::erase(document.passages, QString());
    return all;
}

/// How much of what was found is right, and how much of what is right was found.
struct Measure
{
    int right = 0;
    int found = 0;
    int expected = 0;

    double precision() const { return found ? double(right) / found : 1; }
    double recall() const { return expected ? double(right) / expected : 1; }
    void add(const Measure &other)
    {
        right += other.right;
        found += other.found;
        expected += other.expected;
    }
};

struct Measures
{
    Measure names; ///< whatever their kind
    Measure kinds;
    Measure relations; ///< those with a label
};

Measures measure(const Document &document)
{
    EntityFinder finder(document.language);
    const auto readings = finder.read(document.passages);
    std::set<std::pair<QString, QString>> entities;
    std::set<QString> relations;
    for (size_t i = 0; i < readings.size(); ++i) {
        for (const Mention &mention : readings[i].mentions)
            entities.insert({mention.key, kindName(mention.kind)});
        for (const Relation &relation : relationsIn(document.passages[i], readings[i])) {
            if (!relation.label.isEmpty())
                relations.insert(relationOf(relation.from, relation.label, relation.to));
        }
    }
    std::set<QString> names;
    std::set<QString> wanted;
    for (const auto &[key, kind] : entities)
        names.insert(key);
    for (const auto &[key, kind] : document.entities)
        wanted.insert(key);
    const auto compare = [&document](const auto &found, const auto &expected, const char *what) {
        Measure measured{0, int(found.size()), int(expected.size())};
        for (const auto &one : found)
            measured.right += expected.contains(one) ? 1 : 0;
        if (qEnvironmentVariableIsSet("TABLETALK_SHOW_GRAPH")) {
            for (const auto &one : found) {
                if (!expected.contains(one))
                    qDebug() << document.title << what << "too much:" << one;
            }
            for (const auto &one : expected) {
                if (!found.contains(one))
                    qDebug() << document.title << what << "missing:" << one;
            }
        }
        return measured;
    };
    return {compare(names, wanted, "name"), compare(entities, document.entities, "kind"),
            compare(relations, document.relations, "relation")};
}

std::vector<Mention> mentionsIn(const QString &text, const QString &language = u"en"_s)
{
    EntityFinder finder(language);
    return finder.read({text}).front().mentions;
}

QStringList namesIn(const QString &text, const QString &language = u"en"_s)
{
    QStringList names;
    for (const Mention &mention : mentionsIn(text, language))
        names << mention.name;
    return names;
}

} // namespace

class TestEntityGraph : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAndRelationsOfDocumentsAreFoundAsOftenAsPromised()
    {
        Measures known;
        Measures blind;
        for (const Document &document : documents()) {
            const Measures one = measure(document);
            Measures &all = document.blind ? blind : known;
            all.names.add(one.names);
            all.kinds.add(one.kinds);
            all.relations.add(one.relations);
        }
        for (const auto &[name, all] : {std::pair("known", known), std::pair("blind", blind)})
            qInfo("%s: names %.2f/%.2f, kinds %.2f/%.2f, relations %.2f/%.2f (precision/recall)", name,
                  all.names.precision(), all.names.recall(), all.kinds.precision(), all.kinds.recall(),
                  all.relations.precision(), all.relations.recall());
        for (const Measures &all : {known, blind}) {
            QVERIFY(all.names.precision() >= 0.92 && all.names.recall() >= 0.95);
            QVERIFY(all.kinds.precision() >= 0.9 && all.kinds.recall() >= 0.92);
            QVERIFY(all.relations.precision() >= 0.9 && all.relations.recall() >= 0.88);
        }
    }

    void aNameIsFoundWhereItStands()
    {
        const QString text = u"In May, Acme Corp bought Beta Systems Ltd."_s;
        const auto mentions = mentionsIn(text);
        QCOMPARE(mentions.size(), size_t(2));
        QCOMPARE(text.mid(mentions[0].span.begin, mentions[0].span.end - mentions[0].span.begin), u"Acme Corp"_s);
        QCOMPARE(mentions[0].kind, EntityKind::Organization);
    }

    void shortFormsStandForTheFullName()
    {
        const auto mentions = mentionsIn(u"Ada Lovelace works for Acme Corp. Acme likes Lovelace."_s);
        QStringList keys;
        for (const Mention &mention : mentions)
            keys << mention.key;
        QCOMPARE(keys, QStringList({u"ada lovelace"_s, u"acme"_s, u"acme"_s, u"ada lovelace"_s}));
    }

    void aShortFormThatCouldBeSeveralStandsForNone()
    {
        for (const Mention &mention : mentionsIn(u"We met Ada Brown and Otto Brown. Then Brown said no."_s))
            QVERIFY(mention.key != u"brown" || mention.name == u"Brown");
    }

    void aNameOfAnEarlierPieceIsKnownInALaterOne()
    {
        EntityFinder finder(u"en"_s);
        finder.know(u"Acme Corp"_s, EntityKind::Organization);
        const auto readings = finder.read({u"Acme has moved."_s});
        QCOMPARE(readings.front().mentions.size(), size_t(1));
        QCOMPARE(readings.front().mentions.front().name, u"Acme Corp"_s);
    }

    void wordsThatAreLargeForOtherReasonsAreNoNames()
    {
        QCOMPARE(namesIn(u"The invoice is due on Monday. Customers pay in January. However, English is spoken."_s),
                 QStringList());
        QCOMPARE(namesIn(u"Terms And Conditions\n\nPlease read the terms. Conditions apply."_s), QStringList());
        QCOMPARE(namesIn(u"Der Kunde erhält die Rechnung mit der Lieferung. Die Zahlung erfolgt per Überweisung."_s,
                         u"de"_s),
                 QStringList());
    }

    void waysToWriteANameAreOne()
    {
        QCOMPARE(keyOf(u"The ACME Corp."_s), keyOf(u"Acme, Inc."_s));
        QCOMPARE(keyOf(u"Dr. Ada Lovelace"_s), keyOf(u"ada lovelace"_s));
        QCOMPARE(keyOf(u"株式会社ミナト"_s), keyOf(u"ミナト株式会社"_s));
        QVERIFY(keyOf(u"Acme North"_s) != keyOf(u"Acme South"_s));
        QCOMPARE(keyOf(u"Company"_s), u"company"_s); // something is left
    }

    void whatIsDeniedIsNotSaid()
    {
        const QString text = u"Acme Corp did not acquire Beta Ltd."_s;
        EntityFinder finder(u"en"_s);
        const auto relations = relationsIn(text, finder.read({text}).front());
        QCOMPARE(relations.size(), size_t(1));
        QVERIFY(relations.front().label.isEmpty());
    }

    void aRelationNamesItsSentence()
    {
        const QString text = u"It rained. Acme Corp acquired Beta Ltd in 2019. The sun came out."_s;
        EntityFinder finder(u"en"_s);
        const auto relations = relationsIn(text, finder.read({text}).front());
        QCOMPARE(relations.size(), size_t(1));
        const Span span = relations.front().sentence;
        QCOMPARE(text.mid(span.begin, span.end - span.begin), u"Acme Corp acquired Beta Ltd in 2019."_s);
    }

    void whateverTextIsReadItEndsAndStaysWithinBounds()
    {
        const QStringList texts = {QString(),
                                   QString(u' '),
                                   QString(20'000, u'A'),
                                   u"Acme Corp "_s.repeated(5'000),
                                   u"A B C D E F G "_s.repeated(2'000),
                                   u"株式会社"_s.repeated(3'000),
                                   u".!?。"_s.repeated(3'000),
                                   u"Ltd Ltd Ltd, Inc. Dr. Dr. of of of"_s,
                                   QString(QChar(0xD800)),
                                   u"'s ’s & / - _ 's"_s};
        for (const QString &text : texts) {
            EntityFinder finder(u"en"_s);
            const Reading reading = finder.read({text}).front();
            QVERIFY(reading.mentions.size() <= 80);
            for (const Mention &mention : reading.mentions) {
                QVERIFY(mention.span.begin >= 0 && mention.span.begin < mention.span.end);
                QVERIFY(mention.span.end <= text.size() && mention.name.size() <= longestName);
                QVERIFY(size_t(mention.sentence) < reading.sentences.size());
            }
            QVERIFY(relationsIn(text, reading).size() <= 80);
        }
    }
};

static const bool registered = tabletalk::test::add<TestEntityGraph>();
#include "tst_EntityGraph.moc"
