// SPDX-License-Identifier: GPL-3.0-or-later
//
// What business people ask of the sample organisations about time, against SQL written by hand.
#include "core/ask/Translator.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/TargetFactory.h"
#include "server/onboarding/Onboarder.h"
#include "server/samples/SampleDatabase.h"
#include "tests/support/CollectRows.h"
#include "tests/support/TestRunner.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

struct Organisation
{
    std::unique_ptr<TargetDatabase> target;
    std::shared_ptr<const ask::PreparedDatabase> prepared;
};

QString comparable(const Cell &cell)
{
    const auto number = toNumber(cell);
    return number ? QString::number(*number, 'g', 9) : toDisplayText(cell);
}

} // namespace

Q_DECLARE_METATYPE(tabletalk::Sample)

class TestTimesOfSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const Sample sample : {Sample::Retail, Sample::Hospital, Sample::University, Sample::Factory}) {
            const QString path = m_directory.filePath(QString::number(int(sample)) + u".sqlite"_s);
            QVERIFY(writeSample(sample, path));
            ConnectionPolicyOptions options;
            options.open = true;
            auto target =
                openTarget(ConnectionUrl::parse(path).value(), ConnectionPolicy::create(options).value(), QString());
            QVERIFY(target);
            auto understood = Onboarder().understand(**target, {}, std::stop_token());
            QVERIFY(understood);
            Organisation &organisation = m_organisations[sample];
            organisation.target = *std::move(target);
            organisation.prepared = m_analyst->prepare(std::make_shared<const Understanding>(*std::move(understood)));
        }
    }

    void questionsAboutTimeHaveTheRightRows_data()
    {
        QTest::addColumn<Sample>("sample");
        QTest::addColumn<QString>("sql");
        const auto row = [](Sample sample, const char *question, const char *sql) {
            QTest::newRow(question) << sample << QString::fromUtf8(sql);
        };
        row(Sample::Retail, "How many orders were placed last month?",
            "SELECT COUNT(*) FROM orders WHERE order_date BETWEEN '2025-05-01' AND '2025-05-31'");
        row(Sample::Retail, "How many orders were placed in the first quarter of 2025?",
            "SELECT COUNT(*) FROM orders WHERE order_date BETWEEN '2025-01-01' AND '2025-03-31'");
        row(Sample::Retail, "Number of orders by month so far this year",
            "SELECT substr(order_date, 1, 7), COUNT(*) FROM orders WHERE order_date BETWEEN '2025-01-01' AND "
            "'2025-06-15' GROUP BY 1 ORDER BY 1");
        row(Sample::Retail, "Total amount of payments by quarter in 2024",
            "SELECT '2024-Q' || ((substr(paid_on, 6, 2) + 2) / 3), SUM(amount) FROM payments WHERE paid_on LIKE "
            "'2024%' "
            "GROUP BY 1 ORDER BY 1");
        row(Sample::Retail, "How many customers joined between March and May 2025?",
            "SELECT COUNT(*) FROM customers WHERE joined_on BETWEEN '2025-03-01' AND '2025-05-31'");
        row(Sample::Retail, "How many shipments were delivered yesterday?",
            "SELECT COUNT(*) FROM shipments WHERE delivered_on = '2025-06-14'");
        row(Sample::Hospital, "How many appointments were scheduled in the last 30 days?",
            "SELECT COUNT(*) FROM appointments WHERE scheduled_at >= '2025-05-16' AND scheduled_at < '2025-06-16'");
        row(Sample::Hospital, "How many patients were registered this year?",
            "SELECT COUNT(*) FROM patients WHERE registered_on LIKE '2025%'");
        row(Sample::Hospital, "Number of admissions by month in 2024",
            "SELECT substr(admitted_on, 1, 7), COUNT(*) FROM admissions WHERE admitted_on LIKE '2024%' GROUP BY 1 "
            "ORDER BY 1");
        row(Sample::University, "How many students were enrolled since September 2023?",
            "SELECT COUNT(*) FROM students WHERE enrolled_on >= '2023-09-01'");
        row(Sample::Factory, "How many machines were installed before 2020?",
            "SELECT COUNT(*) FROM machines WHERE installed_on < '2020-01-01'");
        row(Sample::Factory, "How many purchase orders were received in May 2025?",
            "SELECT COUNT(*) FROM purchase_orders WHERE received_on LIKE '2025-05%'");
    }

    void questionsAboutTimeHaveTheRightRows()
    {
        QFETCH(Sample, sample);
        QFETCH(QString, sql);
        const Organisation &organisation = m_organisations.at(sample);
        ask::Question question;
        question.text = QString::fromUtf8(QTest::currentDataTag());
        question.now = Instant::fromRfc3339(u"2025-06-15T09:00:00Z").value();
        const auto translation = m_analyst->translate(question, *organisation.prepared);
        QVERIFY2(translation, translation ? "" : qPrintable(translation.error().detail));
        const QString &asked = translation->candidates.front().sql;
        QVERIFY2(rows(*organisation.target, asked) == rows(*organisation.target, sql), qPrintable(asked));
    }

private:
    static QStringList rows(TargetDatabase &target, const QString &sql)
    {
        CollectRows sink;
        const auto outcome = target.run(sql, {}, sink, {});
        if (!outcome)
            return {outcome.error().detail};
        QStringList lines;
        for (const Row &row : sink.rows) {
            QStringList cells;
            for (const Cell &cell : row)
                cells << comparable(cell);
            lines << cells.join(u'|');
        }
        return lines;
    }

    QTemporaryDir m_directory;
    const std::unique_ptr<ask::Translator> m_analyst = ask::makeAnalyst();
    std::map<Sample, Organisation> m_organisations;
};

static const bool registered = tabletalk::test::add<TestTimesOfSamples>();
#include "tst_TimesOfSamples.moc"
