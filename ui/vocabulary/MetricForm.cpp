// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vocabulary/MetricForm.h"

#include "core/schema/MetricExpression.h"
#include "ui/theme/Theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include <iterator>

namespace tabletalk::ui {

namespace {

struct Choice
{
    const char *name; ///< of the metric's aggregate
    const char *text;
    const char *sql; ///< %1 is what it is computed of
};

constexpr Choice choices[] = {
    {"sum", QT_TRANSLATE_NOOP("tabletalk::ui::MetricForm", "Sum of"), "SUM(%1)"},
    {"average", QT_TRANSLATE_NOOP("tabletalk::ui::MetricForm", "Average of"), "AVG(%1)"},
    {"minimum", QT_TRANSLATE_NOOP("tabletalk::ui::MetricForm", "Lowest"), "MIN(%1)"},
    {"maximum", QT_TRANSLATE_NOOP("tabletalk::ui::MetricForm", "Highest"), "MAX(%1)"},
    {"count", QT_TRANSLATE_NOOP("tabletalk::ui::MetricForm", "Number of rows of"), "COUNT(%1)"},
    {"countDistinct", QT_TRANSLATE_NOOP("tabletalk::ui::MetricForm", "Number of different"), "COUNT(DISTINCT %1)"}};

std::optional<QString> textOrNothing(const QLineEdit *line)
{
    const QString text = line->text().simplified();
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

} // namespace

MetricForm::MetricForm(Session &session, ConnectionId connection, QWidget *parent)
    : EntryForm(session, connection, parent)
{
    m_name = addLine(QStringLiteral("metricName"), tr("&Name"), tr("revenue"), Completes::Nothing);
    m_synonyms =
        addLine(QStringLiteral("metricSynonyms"), tr("&Also called"), tr("turnover, sales"), Completes::Nothing);
    m_aggregate = new QComboBox(this);
    m_aggregate->setObjectName(QStringLiteral("metricAggregate"));
    m_aggregate->setAccessibleName(tr("What is computed"));
    for (const Choice &choice : choices)
        m_aggregate->addItem(tr(choice.text));
    form()->addRow(tr("&Computes"), m_aggregate);
    connect(m_aggregate, &QComboBox::currentIndexChanged, this, &EntryForm::edited);
    m_operand = addLine(QStringLiteral("metricOperand"), tr("&Of"), tr("invoices.total"), Completes::Places);
    addHint(tr("A column as table.column; sums may use + - * / with columns of the same table."));
    m_condition = addLine(QStringLiteral("metricCondition"), tr("Only &where"),
                          tr("invoices.status = 'paid' AND invoices.total > 0"), Completes::Places);
    m_unit = addLine(QStringLiteral("metricUnit"), tr("&Unit"), tr("EUR"), Completes::Nothing);
    m_description = addLine(QStringLiteral("metricDescription"), tr("&Description"),
                            tr("What it stands for, in your words"), Completes::Nothing);
    m_preview = makeLabel({}, TextStyle::Caption, true, this);
    m_preview->setObjectName(QStringLiteral("metricPreview"));
    m_preview->setWordWrap(true);
    form()->addRow(QString(), m_preview);
    setFocusProxy(m_name);
    connect(this, &EntryForm::edited, this, &MetricForm::showExpression);
}

QString MetricForm::title() const
{
    return tr("Metric");
}

QString MetricForm::expression() const
{
    const Choice &choice = choices[size_t(m_aggregate->currentIndex())];
    const QString computed = QString::fromLatin1(choice.sql).arg(m_operand->text().simplified());
    const QString condition = m_condition->text().simplified();
    return condition.isEmpty() ? computed : QString(computed + QStringLiteral(" WHERE ") + condition);
}

void MetricForm::showExpression()
{
    m_preview->setText(m_operand->text().trimmed().isEmpty() ? QString() : expression());
}

void MetricForm::load(const Vocabulary &vocabulary, size_t row)
{
    const Metric &metric = vocabulary.metrics[row];
    m_name->setText(metric.name);
    m_synonyms->setText(QStringList(metric.synonyms.begin(), metric.synonyms.end()).join(QStringLiteral(", ")));
    for (size_t i = 0; i < std::size(choices); ++i) {
        if (metric.aggregate == QLatin1String(choices[i].name))
            m_aggregate->setCurrentIndex(int(i));
    }
    m_operand->setText(metricOperand(metric));
    m_condition->setText(metricCondition(metric));
    m_unit->setText(metric.unit.value_or(QString()));
    m_description->setText(metric.description.value_or(QString()));
}

QString MetricForm::store(Vocabulary &vocabulary, size_t row) const
{
    if (m_name->text().simplified().isEmpty())
        return tr("Give it a name.");
    if (m_operand->text().simplified().isEmpty())
        return tr("Say what it is computed of.");
    auto metric = parseMetricExpression(expression());
    if (!metric)
        return metric.error().errors.empty() ? metric.error().detail : metric.error().errors.front().message;
    metric->name = m_name->text().simplified();
    for (const QString &synonym : m_synonyms->text().split(u',')) {
        if (!synonym.simplified().isEmpty())
            metric->synonyms.push_back(synonym.simplified());
    }
    metric->unit = textOrNothing(m_unit);
    metric->description = textOrNothing(m_description);
    if (row < vocabulary.metrics.size())
        vocabulary.metrics[row] = *std::move(metric);
    else
        vocabulary.metrics.push_back(*std::move(metric));
    return {};
}

} // namespace tabletalk::ui
