// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Problem.h"
#include "core/billing/Bill.h"
#include "core/billing/Ledger.h"
#include "core/billing/Plans.h"
#include "core/billing/Proration.h"
#include "core/billing/Revenue.h"
#include "tests/support/Golden.h"
#include "tests/support/Problems.h"
#include "tests/support/TestRunner.h"

#include <QRandomGenerator>

#include <limits>
#include <numeric>

using namespace tabletalk;
using namespace tabletalk::billing;
using tabletalk::test::problemOf;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 largest = std::numeric_limits<qint64>::max();
constexpr int cases = 5000;

Currency currency(QStringView code)
{
    return Currency::fromCode(code).value();
}

Money yen(qint64 amount)
{
    return {amount, currency(u"JPY")};
}

Instant at(QStringView text)
{
    return Instant::fromRfc3339(text).value();
}

/// Random cases that a failure can name: TABLETALK_SEED repeats them.
class Dice
{
public:
    Dice()
        : m_seed(qEnvironmentVariableIsSet("TABLETALK_SEED") ? qEnvironmentVariable("TABLETALK_SEED").toUInt()
                                                             : QRandomGenerator::global()->generate())
        , m_generator(m_seed)
    {}

    /// From least to most, both included.
    qint64 between(qint64 least, qint64 most)
    {
        const auto span = static_cast<quint64>(most - least) + 1;
        return least + static_cast<qint64>(m_generator.generate64() % span);
    }
    bool flip() { return between(0, 1) == 1; }
    template <class T>
    const T &oneOf(const std::vector<T> &list)
    {
        return list[static_cast<size_t>(between(0, qint64(list.size()) - 1))];
    }
    /// What repeats the cases; for the message of a failure.
    const char *seed() const { return m_said.constData(); }

private:
    quint32 m_seed;
    QByteArray m_said = "TABLETALK_SEED=" + QByteArray::number(m_seed);
    QRandomGenerator m_generator;
};

const std::vector<QString> zones = {
    u"UTC"_s,          u"Asia/Tokyo"_s,          u"Europe/Berlin"_s,      u"America/New_York"_s, u"America/Santiago"_s,
    u"Africa/Cairo"_s, u"Australia/Lord_Howe"_s, u"Pacific/Kiritimati"_s, u"Asia/Kathmandu"_s};

Instant anyMoment(Dice &dice)
{
    return Instant{dice.between(at(u"2019-12-25T00:00:00Z").msSinceEpoch, at(u"2040-01-05T00:00:00Z").msSinceEpoch)};
}

Period anyPeriod(Dice &dice)
{
    const Cadence cadence(anyMoment(dice), dice.oneOf(zones), dice.flip() ? Interval::Month : Interval::Year);
    return cadence.period(static_cast<int>(dice.between(0, 30)));
}

Instant anyMomentOf(Dice &dice, const Period &period)
{
    return Instant{dice.between(period.begin.msSinceEpoch, period.end.msSinceEpoch)};
}

QString begins(const Cadence &cadence, int count)
{
    QStringList list;
    for (int number = 0; number < count; ++number)
        list << cadence.beginOf(number).toRfc3339().left(16);
    return list.join(u' ');
}

AgreedPlan agreed(const QString &id, qint64 price, Interval interval = Interval::Month)
{
    return {id, interval, yen(price)};
}

Money sumOf(const std::vector<Line> &lines)
{
    return std::accumulate(lines.begin(), lines.end(), yen(0),
                           [](const Money &sum, const Line &line) { return sum + line.amount; });
}

Circumstances when(Instant moment, std::optional<AgreedPlan> chosen = {}, bool owes = false)
{
    return {.at = moment, .owes = owes, .chosen = std::move(chosen), .price = {}};
}

struct FactsColumn
{
    const char *words;
    Facts facts;
};

const std::vector<FactsColumn> allFacts = {{"", {}},
                                           {"the end is planned", {.cancels = true}},
                                           {"a change is planned", {.changes = true}},
                                           {"an invoice is overdue", {.owes = true}}};

QString wordsOf(const Result<Transition> &moved)
{
    if (!moved)
        return u"–"_s;
    QStringList effects;
    for (const Effect effect : moved->effects)
        effects << effectName(effect);
    return u"**%1**"_s.arg(stateName(moved->state)) + (effects.isEmpty() ? QString() : u": "_s + effects.join(u", "));
}

QString stateTable()
{
    QString text = u"| what happens |"_s;
    for (const State state : allStates())
        text += u' ' + stateName(state) + u" |";
    text += u"\n|---|---|---|---|---|---|\n";
    for (const Event event : allEvents()) {
        QStringList before;
        for (const FactsColumn &column : allFacts) {
            QStringList cells;
            for (const State state : allStates())
                cells << wordsOf(transition(state, event, column.facts));
            if (cells == before)
                continue; // says nothing new
            const QString words = *column.words ? u", "_s + QString::fromLatin1(column.words) : QString();
            if (column.facts.cancels || column.facts.changes || column.facts.owes) {
                QStringList plain;
                for (const State state : allStates())
                    plain << wordsOf(transition(state, event));
                if (cells == plain)
                    continue;
            }
            text += u"| " + eventName(event) + words + u" | " + cells.join(u" | ") + u" |\n";
            before = cells;
        }
    }
    return text;
}

QString limitText(const std::optional<qint64> &limit)
{
    return limit ? QString::number(*limit) : u"unlimited"_s;
}

QString plansTable()
{
    QString text = u"| plan | a month | a year | users | tokens a month | questions a month | features |\n"
                   "|---|---|---|---|---|---|---|\n"_s;
    for (const api::Plan &plan : defaultPlans()) {
        const auto price = [&](Interval interval) {
            const auto money = priceOf(plan, currency(u"JPY"), interval);
            return money ? moneyText(*money) : u"–"_s;
        };
        QStringList features;
        for (const QString &feature : plan.features)
            features << u'`' + feature + u'`';
        text += u"| " + plan.name + u" | " + price(Interval::Month) + u" | " + price(Interval::Year) + u" | "
                + limitText(plan.limits.users) + u" | " + limitText(plan.limits.tokensPerMonth) + u" | "
                + limitText(plan.limits.questionsPerMonth) + u" | "
                + (features.isEmpty() ? u"–"_s : features.join(u' ')) + u" |\n";
    }
    return text;
}

QString document()
{
    return u"# Plans and subscriptions\n\n"
           "Generated from `core/billing` by `core.Billing`, which fails when this page is not what the program does. "
           "`TABLETALK_REBASELINE=1` writes it anew.\n\n"
           "## The plans of a new platform\n\n"
           "From `resources/billing/plans.json`. An operator changes them with `admin.savePlan`. *Self-hosted* is what "
           "organisations have that are not billed.\n\n"_s
           + plansTable()
           + u"\n## What becomes of a subscription\n\n"
             "In bold the state that follows, then what is done; – where it cannot happen.\n\n"_s
           + stateTable()
           + u"\n## How amounts are made\n\n"
             "- Amounts are whole numbers of the currency's minor unit, with 64 bits; more is refused.\n"
             "- A change to a plan that costs more a year is made at once: the rest of the period is credited at the "
             "price that was agreed and charged at the new one, each `price × time left ÷ length of the period`, "
             "rounded half away from zero. Any other change is made when the period ends.\n"
             "- Tax is reckoned for each line and rounded half away from zero; the tax of an invoice is the sum.\n"
             "- Periods are reckoned from the moment at which the subscription began, on the clocks of the "
             "organisation's time zone of then: what began on the 31st is renewed on the last day of short months.\n"
             "- What costs nothing is not invoiced. An invoice that comes to less than nothing is a credit note, and "
             "the "
             "next invoices use the credit.\n"_s;
}

} // namespace

class TestBilling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void currenciesKnowTheirMinorUnits()
    {
        QCOMPARE(currency(u"JPY").minorDigits(), 0);
        QCOMPARE(currency(u"EUR").minorDigits(), 2);
        QCOMPARE(currency(u"KWD").minorDigits(), 3);
        for (const char *unknown : {"", "eur", "EURO", "XXX", "XAU", "E"})
            QVERIFY2(!Currency::fromCode(QString::fromLatin1(unknown)), unknown);
        for (const Currency each : Currency::all())
            QVERIFY(Currency::fromCode(each.code()) == each);
        QVERIFY(Currency().isNone());
    }

    void moneyIsWrittenWithItsMinorUnits()
    {
        QCOMPARE(moneyText(yen(29'800)), u"29,800 JPY"_s);
        QCOMPARE(moneyText({123'450, currency(u"EUR")}), u"1,234.50 EUR"_s);
        QCOMPARE(moneyText({-5, currency(u"EUR")}), u"-0.05 EUR"_s);
        QCOMPARE(moneyText({1'000'005, currency(u"KWD")}), u"1,000.005 KWD"_s);
        QCOMPARE(moneyText({std::numeric_limits<qint64>::min(), currency(u"JPY")}),
                 u"-9,223,372,036,854,775,808 JPY"_s);
        QCOMPARE(moneyText(yen(0)), u"0 JPY"_s);
    }

    void sumsThatDoNotFitAreRefused()
    {
        QCOMPARE((yen(largest - 1) + yen(1)).amount, largest);
        QCOMPARE(problemOf([] { (void)(yen(largest) + yen(1)); }), ProblemCode::TooLarge);
        QCOMPARE(problemOf([] { (void)(yen(-largest) - yen(2)); }), ProblemCode::TooLarge);
        QCOMPARE(problemOf([] { (void)-yen(std::numeric_limits<qint64>::min()); }), ProblemCode::TooLarge);
        QCOMPARE(problemOf([] { (void)scaled(yen(largest), 3, 2); }), ProblemCode::TooLarge);
        QCOMPARE(problemOf([] { (void)scaled(yen(1), 1, 0); }), ProblemCode::Internal);
        QCOMPARE(problemOf([] { (void)(yen(1) + Money{1, currency(u"EUR")}); }), ProblemCode::Internal);
    }

    void productsMayBeLargerThanWhatIsKept()
    {
        QCOMPARE(scaled(yen(largest), largest, largest).amount, largest);
        QCOMPARE(scaled(yen(largest), 2, 4).amount, largest / 2 + 1);
    }

    void halvesAreRoundedAwayFromZeroAndSignsDoNotMatter()
    {
        QCOMPARE(scaled(yen(5), 1, 2).amount, 3);
        QCOMPARE(scaled(yen(-5), 1, 2).amount, -3);
        QCOMPARE(scaled(yen(5), -1, 2).amount, -3);
        QCOMPARE(scaled(yen(5), 1, -2).amount, -3);
        QCOMPARE(scaled(yen(4), 1, 3).amount, 1);
        QCOMPARE(scaled(yen(-5), 1, 2, Rounding::TowardsZero).amount, -2);
        Dice dice;
        for (int i = 0; i < cases; ++i) {
            const Money money = yen(dice.between(-largest / 2, largest / 2));
            const qint64 denominator = dice.between(1, 1'000'000'007);
            const qint64 numerator = dice.between(0, denominator);
            const Money part = scaled(money, numerator, denominator);
            QVERIFY2(scaled(-money, numerator, denominator) == -part, dice.seed());
            QVERIFY2(qAbs(part.amount) <= qAbs(money.amount), dice.seed());
        }
    }

    void theLastDayOfAMonthComesAgain()
    {
        QCOMPARE(begins(Cadence(at(u"2027-01-31T09:00:00Z"), u"UTC"_s, Interval::Month), 5),
                 u"2027-01-31T09:00 2027-02-28T09:00 2027-03-31T09:00 2027-04-30T09:00 2027-05-31T09:00"_s);
        QCOMPARE(begins(Cadence(at(u"2028-02-29T09:00:00Z"), u"UTC"_s, Interval::Year), 5),
                 u"2028-02-29T09:00 2029-02-28T09:00 2030-02-28T09:00 2031-02-28T09:00 2032-02-29T09:00"_s);
    }

    void periodsBeginAtTheSameTimeOfTheClock()
    {
        // Ten in the morning in Berlin, before and after the clocks are put forward.
        QCOMPARE(begins(Cadence(at(u"2027-03-15T09:00:00Z"), u"Europe/Berlin"_s, Interval::Month), 3),
                 u"2027-03-15T09:00 2027-04-15T08:00 2027-05-15T08:00"_s);
        // Half past two does not exist on 28 March: half past three, by an hour later.
        QCOMPARE(begins(Cadence(at(u"2027-02-28T01:30:00Z"), u"Europe/Berlin"_s, Interval::Month), 3),
                 u"2027-02-28T01:30 2027-03-28T01:30 2027-04-28T00:30"_s);
        // It comes twice on 31 October: the first time.
        QCOMPARE(begins(Cadence(at(u"2027-08-31T00:30:00Z"), u"Europe/Berlin"_s, Interval::Month), 4),
                 u"2027-08-31T00:30 2027-09-30T00:30 2027-10-31T00:30 2027-11-30T01:30"_s);
        // An anchor in the second of the two hours is its own beginning.
        const Instant second = at(u"2027-10-31T01:30:00Z");
        QCOMPARE(Cadence(second, u"Europe/Berlin"_s, Interval::Month).beginOf(0), second);
        QCOMPARE(begins(Cadence(at(u"2027-10-31T01:30:00Z"), u"Nowhere/AtAll"_s, Interval::Month), 2),
                 u"2027-10-31T01:30 2027-11-30T01:30"_s);
    }

    void everyMomentIsInExactlyOnePeriod()
    {
        Dice dice;
        for (int i = 0; i < cases; ++i) {
            const Cadence cadence(anyMoment(dice), dice.oneOf(zones), dice.flip() ? Interval::Month : Interval::Year);
            const auto number = static_cast<int>(dice.between(-40, 40));
            const Period period = cadence.period(number);
            QVERIFY2(period.begin < period.end, dice.seed());
            QCOMPARE(cadence.period(number + 1).begin, period.end);
            QVERIFY2(cadence.at(period.begin) == period, dice.seed());
            QVERIFY2(cadence.at(period.end - 1ms) == period, dice.seed());
            QVERIFY2(cadence.at(period.end).number == number + 1, dice.seed());
            const Instant inside = anyMomentOf(dice, period) - 1ms;
            QVERIFY2(inside < period.begin || cadence.at(inside) == period, dice.seed());
        }
    }

    void spansOfAPeriodAddUpToItsPrice()
    {
        Dice dice;
        for (int i = 0; i < cases; ++i) {
            const Period period = anyPeriod(dice);
            const Money price = yen(dice.between(0, 1'000'000'000'000));
            std::vector<Instant> cuts = {period.begin, period.end};
            for (qint64 cut = dice.between(0, 8); cut > 0; --cut)
                cuts.push_back(anyMomentOf(dice, period));
            std::ranges::sort(cuts);
            Money sum = yen(0);
            for (size_t cut = 1; cut < cuts.size(); ++cut) {
                const Money span = remainder(price, period, cuts[cut - 1]) - remainder(price, period, cuts[cut]);
                QVERIFY2(span.amount >= 0, dice.seed());
                sum = sum + span;
            }
            QVERIFY2(sum == price, dice.seed());
            QVERIFY2(elapsed(price, period, cuts[1]) + remainder(price, period, cuts[1]) == price, dice.seed());
        }
    }

    void changingBackAndForthLosesNoUnit()
    {
        Dice dice;
        for (int i = 0; i < cases; ++i) {
            const Period period = anyPeriod(dice);
            const std::vector<Money> prices = {yen(dice.between(0, 1'000'000)), yen(dice.between(0, 1'000'000)),
                                               yen(dice.between(0, 1'000'000))};
            const Instant moment = anyMomentOf(dice, period);
            // There and back at one moment comes to nothing.
            const Money there = remainder(prices[1], period, moment) - remainder(prices[0], period, moment);
            const Money back = remainder(prices[0], period, moment) - remainder(prices[1], period, moment);
            QVERIFY2((there + back).amount == 0, dice.seed());
            // However often the plan changes, what was paid is what its spans cost.
            std::vector<Instant> moments;
            for (qint64 change = dice.between(1, 12); change > 0; --change)
                moments.push_back(anyMomentOf(dice, period));
            std::ranges::sort(moments);
            Money paid = prices[0];
            Money spans = yen(0);
            Money plan = prices[0];
            Instant since = period.begin;
            for (const Instant change : moments) {
                const Money next = dice.oneOf(prices);
                paid = paid - remainder(plan, period, change) + remainder(next, period, change);
                spans = spans + remainder(plan, period, since) - remainder(plan, period, change);
                plan = next;
                since = change;
            }
            QVERIFY2(paid == spans + remainder(plan, period, since), dice.seed());
        }
    }

    void anUpgradeInTheMiddleOfThePeriodIsChargedForTheRest()
    {
        const Step started = begin(agreed(u"starter"_s, 29'800), at(u"2027-04-01T00:00:00Z"), u"UTC"_s);
        QCOMPARE(sumOf(started.lines), yen(29'800));
        const AgreedPlan standard = agreed(u"standard"_s, 49'800);
        QVERIFY(eventOfChange(started.after.plan, standard) == Event::Upgrade);
        const auto step = happen(started.after, Event::Upgrade, when(at(u"2027-04-11T00:00:00Z"), standard));
        QVERIFY(step.has_value());
        QCOMPARE(step->lines.size(), size_t(2));
        QCOMPARE(step->lines[0].amount, yen(-19'867)); // two thirds of 29,800
        QCOMPARE(step->lines[1].amount, yen(33'200));  // and of 49,800
        QVERIFY(step->after.period == started.after.period);
        QCOMPARE(step->after.plan, standard);
    }

    void aChangeFromMonthsToYearsBeginsAYear()
    {
        const Step started = begin(agreed(u"starter"_s, 30'000), at(u"2027-04-01T00:00:00Z"), u"UTC"_s);
        const AgreedPlan yearly = agreed(u"standard"_s, 500'000, Interval::Year);
        const auto step = happen(started.after, Event::Upgrade, when(at(u"2027-04-16T00:00:00Z"), yearly));
        QVERIFY(step.has_value());
        QCOMPARE(sumOf(step->lines), yen(500'000 - 15'000));
        QCOMPARE(step->after.period.begin, at(u"2027-04-16T00:00:00Z"));
        QCOMPARE(step->after.period.end, at(u"2028-04-16T00:00:00Z"));
        QCOMPARE(recurring(step->lines, at(u"2027-04-20T00:00:00Z"), yearly.price.currency),
                 monthly(yearly.price, Interval::Year) - yen(30'000));
    }

    void aDowngradeWaitsForTheEndOfThePeriod()
    {
        const Step started = begin(agreed(u"standard"_s, 49'800), at(u"2027-04-01T00:00:00Z"), u"UTC"_s);
        const AgreedPlan starter = agreed(u"starter"_s, 29'800);
        QVERIFY(eventOfChange(started.after.plan, starter) == Event::Downgrade);
        const auto planned = happen(started.after, Event::Downgrade, when(at(u"2027-04-11T00:00:00Z"), starter));
        QVERIFY(planned.has_value());
        QVERIFY(planned->lines.empty());
        QCOMPARE(planned->after.plan.id, u"standard"_s);
        Circumstances end = when(at(u"2027-05-01T00:00:00Z"));
        end.price = [](const PlannedPlan &plan) { return std::optional(yen(plan.id == u"starter" ? 30'500 : 1)); };
        const auto ended = happen(planned->after, Event::PeriodEnds, end);
        QVERIFY(ended.has_value());
        QCOMPARE(ended->after.plan, agreed(u"starter"_s, 30'500)); // at the price of then
        QCOMPARE(sumOf(ended->lines), yen(30'500));
        QVERIFY(!ended->after.next);
        QCOMPARE(ended->after.period.begin, started.after.period.end);
        // Taken back in time, it does not happen.
        const auto resumed = happen(planned->after, Event::Resume, when(at(u"2027-04-12T00:00:00Z")));
        QVERIFY(resumed.has_value());
        QCOMPARE(resumed->after, started.after);
    }

    void aTrialThatChoosesNothingFallsBackToWhatIsFree()
    {
        const Instant now = at(u"2027-04-01T10:00:00Z");
        const Subscription trial = beginTrial(agreed(u"standard"_s, 49'800), {u"free"_s, Interval::Month}, now,
                                              u"UTC"_s, std::chrono::days(14));
        QCOMPARE(nextDue(trial, {}, std::chrono::days(14)), (DueEvent{Event::TrialEnds, at(u"2027-04-15T10:00:00Z")}));
        QCOMPARE(recurring(trial), yen(0));
        Circumstances end = when(trial.period.end);
        end.price = [](const PlannedPlan &) { return std::optional(yen(0)); };
        const auto ended = happen(trial, Event::TrialEnds, end);
        QVERIFY(ended.has_value());
        QVERIFY(ended->lines.empty());
        QCOMPARE(ended->after.plan, agreed(u"free"_s, 0));
        QVERIFY(ended->after.state == State::Active);
        QCOMPARE(ended->after.period.begin, trial.period.end);
        // One that chose is charged when it ends, and not before.
        const auto chosen = happen(trial, Event::Upgrade, when(now + 1h, agreed(u"professional"_s, 98'000)));
        QVERIFY(chosen.has_value());
        QVERIFY(chosen->lines.empty());
        const auto paid = happen(chosen->after, Event::TrialEnds, when(trial.period.end));
        QVERIFY(paid.has_value());
        QCOMPARE(sumOf(paid->lines), yen(98'000));
    }

    void whatIsDueFirstHappensFirst()
    {
        const Subscription active = begin(agreed(u"starter"_s, 1), at(u"2027-04-01T00:00:00Z"), u"UTC"_s).after;
        constexpr std::chrono::days grace{14};
        QCOMPARE(nextDue(active, {}, grace), (DueEvent{Event::PeriodEnds, at(u"2027-05-01T00:00:00Z")}));
        QCOMPARE(nextDue(active, at(u"2027-04-08T00:00:00Z"), grace),
                 (DueEvent{Event::PaymentFailed, at(u"2027-04-08T00:00:00Z")}));
        const auto late = happen(active, Event::PaymentFailed, when(at(u"2027-04-08T00:00:00Z"), {}, true));
        QVERIFY(late.has_value());
        QCOMPARE(nextDue(late->after, at(u"2027-04-08T00:00:00Z"), grace),
                 (DueEvent{Event::GraceEnds, at(u"2027-04-22T00:00:00Z")}));
        const auto suspended = happen(late->after, Event::GraceEnds, when(at(u"2027-04-22T00:00:00Z"), {}, true));
        QVERIFY(suspended.has_value());
        QCOMPARE(nextDue(suspended->after, {}, grace), (DueEvent{Event::PeriodEnds, at(u"2027-05-01T00:00:00Z")}));
        QCOMPARE(recurring(suspended->after), yen(1));
        const auto over = happen(suspended->after, Event::PeriodEnds, when(at(u"2027-05-01T00:00:00Z"), {}, true));
        QVERIFY(over.has_value());
        QVERIFY(over->after.state == State::Cancelled);
        QVERIFY(over->lines.empty());
        QVERIFY(!nextDue(over->after, {}, grace));
        QCOMPARE(recurring(over->after), yen(0));
    }

    /// Every state, event and fact: what a state may become, and that what is refused changes nothing.
    void theTableOfStatesIsClosed()
    {
        for (const State state : allStates()) {
            QVERIFY(stateFromName(stateName(state)) == state);
            for (const Event event : allEvents()) {
                for (int bits = 0; bits < 8; ++bits) {
                    const Facts facts{.cancels = (bits & 1) != 0, .changes = (bits & 2) != 0, .owes = (bits & 4) != 0};
                    const auto moved = transition(state, event, facts);
                    if (!moved) {
                        QCOMPARE(moved.error().code, ProblemCode::Conflict);
                        continue;
                    }
                    const bool ends = event == Event::TrialEnds || event == Event::PeriodEnds;
                    QVERIFY(!ends || !facts.cancels || moved->state == State::Cancelled);
                    QVERIFY(moved->does(Effect::EndUse)
                            == (moved->state != state
                                && (moved->state == State::Suspended
                                    || (moved->state == State::Cancelled && state != State::Suspended))));
                    QVERIFY(!moved->does(Effect::StartPeriod) || ends);
                    QVERIFY(!moved->does(Effect::ApplyChange) || (ends && facts.changes));
                    // Nobody who owes gets in again by anything but paying.
                    QVERIFY(!facts.owes || moved->state != State::Active || state == State::Active
                            || state == State::Trialing);
                    // What was over begins again only when it is asked for.
                    QVERIFY(state != State::Cancelled || moved->state == State::Cancelled || event == Event::Resume);
                }
            }
        }
    }

    void taxIsRoundedForEachLine_data()
    {
        QTest::addColumn<qint64>("amount");
        QTest::addColumn<int>("basisPoints");
        QTest::addColumn<bool>("inclusive");
        QTest::addColumn<qint64>("net");
        QTest::addColumn<qint64>("tax");
        QTest::newRow("exclusive") << qint64{29'800} << 1000 << false << qint64{29'800} << qint64{2980};
        QTest::newRow("inclusive") << qint64{29'800} << 1000 << true << qint64{27'091} << qint64{2709};
        QTest::newRow("half up") << qint64{5} << 1000 << false << qint64{5} << qint64{1};
        QTest::newRow("a credit as its charge") << qint64{-5} << 1000 << false << qint64{-5} << qint64{-1};
        QTest::newRow("none") << qint64{12'345} << 0 << true << qint64{12'345} << qint64{0};
    }

    void taxIsRoundedForEachLine()
    {
        QFETCH(qint64, amount);
        QFETCH(int, basisPoints);
        QFETCH(bool, inclusive);
        QFETCH(qint64, net);
        QFETCH(qint64, tax);
        const Taxed result = taxed(yen(amount), {basisPoints, inclusive});
        QCOMPARE(result.net, yen(net));
        QCOMPARE(result.tax, yen(tax));
        QCOMPARE(result.gross, yen(net + tax));
    }

    void everyEntryOfTheLedgerBalances()
    {
        Dice dice;
        for (int i = 0; i < cases; ++i) {
            const TaxRate rate{static_cast<int>(dice.between(0, 3000)), dice.flip()};
            const Taxed total = taxed(yen(dice.between(0, 1'000'000'000)), rate);
            const Taxed back = taxed(-yen(total.net.amount), {rate.basisPoints, false});
            QVERIFY2(taxed(yen(total.net.amount), {rate.basisPoints, false}).gross == -back.gross, dice.seed());
            const Money open = yen(dice.between(0, total.gross.amount));
            QVERIFY2(isBalanced(entryOfInvoice(total, open)), dice.seed());
            QVERIFY2(isBalanced(entryOfCreditNote(total, open)), dice.seed());
            QVERIFY2(isBalanced(entryOfPayment(yen(dice.between(1, 2'000'000'000)), open)), dice.seed());
        }
        QVERIFY(!isBalanced({{Account::Cash, yen(1)}}));
        QVERIFY(!isBalanced({{Account::Cash, yen(1)}, {Account::Credit, {-1, currency(u"EUR")}}}));
    }

    void whatIsPaidTooMuchBecomesCredit()
    {
        QCOMPARE(entryOfPayment(yen(150), yen(100)),
                 (Entry{{Account::Cash, yen(150)}, {Account::Receivable, yen(-100)}, {Account::Credit, yen(-50)}}));
        QCOMPARE(entryOfCreditNote({yen(100), yen(10), yen(110)}, yen(0)),
                 (Entry{{Account::Revenue, yen(100)}, {Account::Tax, yen(10)}, {Account::Credit, yen(-110)}}));
    }

    void documentsAreNumbered()
    {
        QCOMPARE(documentNumber(Series::Invoice, 42), u"INV-000042"_s);
        QCOMPARE(documentNumber(Series::CreditNote, 1'234'567), u"CN-1234567"_s);
    }

    /// Random lives of subscriptions: recurring revenue read from the subscription and from the
    /// lines it was charged by is the same at every moment.
    void recurringRevenueIsTheSameByBothWays()
    {
        Dice dice;
        const std::vector<AgreedPlan> plans = {
            agreed(u"free"_s, 0), agreed(u"starter"_s, 29'800), agreed(u"standard"_s, 49'801),
            agreed(u"yearly"_s, 497'999, Interval::Year), agreed(u"large"_s, 1'980'007, Interval::Year)};
        for (int life = 0; life < 300; ++life) {
            Step started = begin(dice.oneOf(plans), anyMoment(dice), dice.oneOf(zones));
            Subscription subscription = started.after;
            std::vector<Line> lines = started.lines;
            Instant now = subscription.period.begin;
            for (int step = 0; step < 40 && subscription.state != State::Cancelled; ++step) {
                const auto due = nextDue(subscription, {}, std::chrono::days(14));
                const bool untilDue = dice.flip();
                if (due && untilDue)
                    now = due->at;
                else if (due)
                    now = Instant{dice.between(now.msSinceEpoch, due->at.msSinceEpoch - 1)};
                Circumstances circumstances = when(now, dice.oneOf(plans));
                circumstances.price = [&](const PlannedPlan &planned) -> std::optional<Money> {
                    const auto found = std::ranges::find(plans, planned.id, &AgreedPlan::id);
                    return found == plans.end() ? std::nullopt : std::optional(found->price);
                };
                Event event = due && untilDue ? due->event : dice.oneOf(allEvents());
                if (!untilDue && (event == Event::PeriodEnds || event == Event::TrialEnds))
                    event = Event::Paid;
                if (event == Event::Upgrade || event == Event::Downgrade)
                    event = eventOfChange(subscription.plan, *circumstances.chosen);
                const auto result = happen(subscription, event, circumstances);
                if (result) {
                    subscription = result->after;
                    lines.insert(lines.end(), result->lines.begin(), result->lines.end());
                }
                QVERIFY2(recurring(lines, now, currency(u"JPY")) == recurring(subscription), dice.seed());
            }
        }
    }

    void movementsOfRevenueAreToldApart()
    {
        QVERIFY(movementOf(yen(0), yen(5), false) == Movement::New);
        QVERIFY(movementOf(yen(0), yen(5), true) == Movement::Reactivation);
        QVERIFY(movementOf(yen(5), yen(9), true) == Movement::Expansion);
        QVERIFY(movementOf(yen(9), yen(5), false) == Movement::Contraction);
        QVERIFY(movementOf(yen(9), yen(0), false) == Movement::Churn);
        QVERIFY(movementOf(yen(9), yen(9), false) == Movement::None);
    }

    void theDefaultPlansAreThoseOfTheProduct()
    {
        const std::vector<api::Plan> plans = defaultPlans();
        const auto plan = [&](const QString &id) { return *std::ranges::find(plans, id, &api::Plan::id); };
        const auto price = [&](const QString &id) { return priceOf(plan(id), currency(u"JPY"), Interval::Month); };
        QCOMPARE(price(u"starter"_s), yen(29'800));
        QCOMPARE(price(u"standard"_s), yen(49'800));
        QCOMPARE(price(u"professional"_s), yen(98'000));
        QCOMPARE(price(u"enterprise"_s), yen(198'000));
        QCOMPARE(price(u"free"_s), yen(0));
        QVERIFY(!price(QString(selfHostedId)));
        QCOMPARE(plan(u"starter"_s).limits.users, 10);
        QCOMPARE(plan(u"standard"_s).limits.tokensPerMonth, 500'000);
        QCOMPARE(plan(u"professional"_s).limits.users, 200);
        QVERIFY(plan(u"enterprise"_s).limits == api::PlanLimits());
        QVERIFY(plan(QString(selfHostedId)).limits == api::PlanLimits());
        QVERIFY(!plan(QString(selfHostedId)).offered);
        for (const Feature feature : allFeatures()) {
            QVERIFY(hasFeature(plan(QString(selfHostedId)), feature));
            QVERIFY(!hasFeature(plan(u"free"_s), feature));
        }
    }

    void aPlanThatIsWrongIsRefusedByItsField_data()
    {
        QTest::addColumn<QByteArray>("plan");
        QTest::addColumn<QString>("path");
        const auto plan = [](const QByteArray &more) -> QByteArray {
            return R"({"id":"x","name":"X","description":"","limits":{},)" + more + "}";
        };
        QTest::newRow("currency") << plan(R"("prices":[{"currency":"EURO","month":1,"year":1}])")
                                  << u"plans.items[0].prices[0].currency"_s;
        QTest::newRow("twice") << plan(
            R"("prices":[{"currency":"EUR","month":1,"year":1},{"currency":"EUR","month":1,"year":1}])")
                               << u"plans.items[0].prices[1].currency"_s;
        QTest::newRow("negative") << plan(R"("prices":[{"currency":"EUR","month":-1,"year":1}])")
                                  << u"plans.items[0].prices[0].month"_s;
        QTest::newRow("fraction") << plan(R"("prices":[{"currency":"EUR","month":1.5,"year":1}])")
                                  << u"plans.items[0].prices[0].month"_s;
        QTest::newRow("feature") << plan(R"("features":["flying"])") << u"plans.items[0].features[0]"_s;
        QTest::newRow("limit") << QByteArray(R"({"id":"x","name":"X","description":"","limits":{"users":-1}})")
                               << u"plans.items[0].limits.users"_s;
        QTest::newRow("id") << QByteArray(R"({"id":"No spaces","name":"X","description":"","limits":{}})")
                            << u"plans.items[0].id"_s;
    }

    void aPlanThatIsWrongIsRefusedByItsField()
    {
        QFETCH(QByteArray, plan);
        QFETCH(QString, path);
        const auto read = readPlans("{\"items\":[" + plan + "]}");
        QVERIFY(!read);
        QCOMPARE(read.error().where, path);
    }

    void theSamePlanTwiceIsRefused()
    {
        const QByteArray plan = R"({"id":"x","name":"X","description":"","limits":{}})";
        QVERIFY(readPlans("{\"items\":[" + plan + "]}").has_value());
        QVERIFY(!readPlans("{\"items\":[" + plan + "," + plan + "]}"));
        QVERIFY(!readPlans("nonsense"));
    }

    void aGrantReplacesLimitsAndFeatures()
    {
        const std::vector<api::Plan> plans = defaultPlans();
        const api::Plan &starter = plans[1];
        const api::Plan &professional = plans[3];
        const api::Plan lent =
            withGrant(starter, {.planId = professional.id, .limits = {}, .features = {}, .reason = {}}, professional);
        QCOMPARE(lent.id, starter.id);
        QVERIFY(lent.limits == professional.limits);
        QVERIFY(hasFeature(lent, Feature::SingleSignOn));
        api::PlanLimits more = starter.limits;
        more.users = 500;
        const api::Plan larger =
            withGrant(starter, {.planId = {}, .limits = more, .features = {}, .reason = {}}, std::nullopt);
        QCOMPARE(larger.limits.users, 500);
        QCOMPARE(larger.features, starter.features);
    }

    void thePageSaysWhatTheProgramDoes() { tabletalk::test::compareWithFile(u"docs/billing.md"_s, document()); }
};

static const bool registered = tabletalk::test::add<TestBilling>();
#include "tst_Billing.moc"
