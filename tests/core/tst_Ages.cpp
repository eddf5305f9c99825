// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

/// Members with the day they were born; asked on 30 June 2026.
static std::shared_ptr<Understanding> club()
{
    const auto column = [](const QString &name, ColumnType type) {
        Column c;
        c.name = name;
        c.type = type;
        return c;
    };
    Table members;
    members.name = u"members"_s;
    members.columns = {column(u"member_id"_s, ColumnType::Integer), column(u"name"_s, ColumnType::Text),
                       column(u"birth_date"_s, ColumnType::Date)};
    members.primaryKey = {u"member_id"_s};
    auto understanding = std::make_shared<Understanding>();
    understanding->schema.tables = {members};
    return understanding;
}

class TestAges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agesAreCountedBackFromTheQuestion_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::newRow("members older than 80") << u"birth_date < '1946-06-30'"_s;
        QTest::newRow("members younger than 18") << u"birth_date >= '2008-07-01'"_s;
        QTest::newRow("members who are at least 65 years old") << u"birth_date < '1961-07-01'"_s;
    }
    void agesAreCountedBackFromTheQuestion()
    {
        QFETCH(QString, condition);
        const auto analyst = makeAnalyst();
        Question question;
        question.text = QString::fromUtf8(QTest::currentDataTag());
        question.now = *Instant::fromRfc3339(u"2026-06-30T12:00:00Z");
        const auto translation = analyst->translate(question, *analyst->prepare(club()));
        QVERIFY(translation);
        QVERIFY2(translation->candidates.front().sql.endsWith(u"WHERE " + condition),
                 qPrintable(translation->candidates.front().sql));
    }

    void noDateIsComparedWithANumber()
    {
        const auto analyst = makeAnalyst();
        Question question;
        question.text = u"members with birth date above 25000"_s;
        question.now = *Instant::fromRfc3339(u"2026-06-30T12:00:00Z");
        const auto translation = analyst->translate(question, *analyst->prepare(club()));
        QVERIFY(!translation || !translation->candidates.front().sql.contains(u"25000"));
    }
};

static const bool registered = tabletalk::test::add<TestAges>();
#include "tst_Ages.moc"
