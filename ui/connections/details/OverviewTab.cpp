// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/details/OverviewTab.h"

#include "core/connect/ConnectionUrl.h"
#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/DatabaseState.h"
#include "ui/connections/details/GrantHint.h"
#include "ui/connections/details/ProofDialog.h"
#include "ui/connections/wizard/TestSteps.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/IconLabel.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/ScrollColumn.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 20;
constexpr int chipWidth = 310;
constexpr qsizetype mostEvidence = 4;
constexpr size_t mostExamples = 4;

Instant now()
{
    return {QDateTime::currentMSecsSinceEpoch()};
}

QString dateText(Instant at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at.msSinceEpoch), QLocale::ShortFormat);
}

QString selectionText(const std::optional<api::SchemaSelection> &selection)
{
    if (!selection || (selection->schemas.empty() && selection->tables.empty() && selection->excluded.empty()))
        return OverviewTab::tr("Everything");
    if (!selection->tables.empty())
        return OverviewTab::tr("Chosen: %1").arg(tableCountText(qint64(selection->tables.size())));
    QStringList parts;
    if (!selection->schemas.empty())
        parts.append(QStringList(selection->schemas.begin(), selection->schemas.end()).join(u", "_s));
    if (!selection->excluded.empty())
        parts.append(OverviewTab::tr("without %1").arg(tableCountText(qint64(selection->excluded.size()))));
    return parts.join(u", "_s);
}

/// A question to be asked by a click, cut off with an ellipsis where the card is narrower than it is.
class ExampleChip final : public QPushButton
{
public:
    ExampleChip(const QString &question, QWidget *parent)
        : QPushButton(parent)
        , m_question(QString(question).replace(u'&', u"&&"_s))
    {
        setText(m_question);
        setObjectName(u"example"_s);
        setAccessibleName(question);
        setToolTip(plainToolTip(question));
        setProperty("chip", true);
        setAutoDefault(false);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        setMinimumWidth(1);
    }
    QSize sizeHint() const override
    {
        const QSize shown = QPushButton::sizeHint();
        return {frameWidth() + std::min(chipWidth, wordsOf(m_question)), shown.height()};
    }
    QSize minimumSizeHint() const override { return {1, QPushButton::sizeHint().height()}; }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QPushButton::resizeEvent(event);
        const QString fitting = fontMetrics().elidedText(m_question, Qt::ElideRight, width() - frameWidth());
        if (fitting != text())
            setText(fitting);
    }

private:
    int wordsOf(const QString &text) const { return fontMetrics().size(Qt::TextShowMnemonic, text).width(); }
    int frameWidth() const { return QPushButton::sizeHint().width() - wordsOf(text()); }

    QString m_question;
};

QHBoxLayout *makeRow(QWidget *first, QWidget *second)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::large);
    row->addWidget(first, 1);
    row->addWidget(second, 1);
    return row;
}

} // namespace

OverviewTab::OverviewTab(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"overviewTab"_s);
    QVBoxLayout *column = nullptr;
    makeScrollColumn(this, &column);
    m_kindCard = makeKindCard();
    m_askCard = makeAskCard();
    column->addLayout(makeRow(m_kindCard, m_askCard));
    column->addLayout(makeRow(makeHealthCard(), makeReadOnlyCard()));
    column->addWidget(makeFactsCard());
    column->addStretch();
    connect(&context.catalog, &DatabaseCatalog::changed, this, [this](ConnectionId id) {
        if (m_id == id)
            refresh();
    });
}

QFrame *OverviewTab::makeHealthCard()
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->setSpacing(space::small);
    inside->addWidget(makeLabel(tr("Connection"), TextStyle::Caption, true, card));
    m_healthIcon = new IconLabel({}, iconSize, card);
    m_health = makeLabel({}, TextStyle::Heading, false, card);
    m_health->setObjectName(u"health"_s);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_healthIcon);
    row->addWidget(m_health, 1);
    inside->addLayout(row);
    m_healthDetail = makeLabel({}, TextStyle::Body, true, card);
    m_healthDetail->setObjectName(u"healthDetail"_s);
    m_healthDetail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    inside->addWidget(m_healthDetail);
    m_checkNotice = new Notice(card);
    inside->addWidget(m_checkNotice);
    m_steps = new TestSteps(card);
    m_steps->hide();
    inside->addWidget(m_steps);
    inside->addStretch();
    m_check = makeButton(u"checkNow"_s, tr("Check now"), ButtonKind::Plain, card, u"refresh"_s);
    connect(m_check, &QPushButton::clicked, this, &OverviewTab::check);
    inside->addWidget(m_check, 0, Qt::AlignLeft);
    return card;
}

QFrame *OverviewTab::makeReadOnlyCard()
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->setSpacing(space::small);
    inside->addWidget(makeLabel(tr("Safety"), TextStyle::Caption, true, card));
    m_readOnly = makeLabel(tr("Only ever read"), TextStyle::Heading, false, card);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(new IconLabel(icon(u"shield"_s, IconTint::Success), iconSize, card));
    row->addWidget(m_readOnly, 1);
    inside->addLayout(row);
    inside->addWidget(makeLabel(tr("Every statement is checked, and the database itself is opened for reading only."),
                                TextStyle::Body, true, card));
    m_grantText = makeLabel(tr("The account could write. One that can only read is safer still; an administrator of "
                               "the database makes it so:"),
                            TextStyle::Body, false, card);
    m_grantSql = makeLabel({}, TextStyle::Caption, false, card);
    QFont code = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    code.setPointSizeF(fontOf(TextStyle::Caption).pointSizeF());
    m_grantSql->setFont(code);
    m_grantSql->setObjectName(u"grantSql"_s);
    m_grantSql->setProperty("codeBox", true);
    m_grantSql->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_grantSql->setAccessibleName(tr("Statements that make an account which can only read"));
    inside->addWidget(m_grantText);
    inside->addWidget(m_grantSql);
    inside->addStretch();
    auto *prove = makeButton(u"proveReadOnly"_s, tr("Prove it"), ButtonKind::Plain, card, u"shield"_s);
    connect(prove, &QPushButton::clicked, this, &OverviewTab::prove);
    inside->addWidget(prove, 0, Qt::AlignLeft);
    return card;
}

QFrame *OverviewTab::makeKindCard()
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->setSpacing(space::small);
    inside->addWidget(makeLabel(tr("It looks like"), TextStyle::Caption, true, card));
    m_organization = makeLabel({}, TextStyle::Heading, false, card);
    m_organization->setObjectName(u"organizationKind"_s);
    m_evidence = makeLabel({}, TextStyle::Body, true, card);
    inside->addWidget(m_organization);
    inside->addWidget(m_evidence);
    inside->addStretch();
    return card;
}

QFrame *OverviewTab::makeAskCard()
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->setSpacing(space::small);
    inside->addWidget(makeLabel(tr("You can ask, for example"), TextStyle::Caption, true, card));
    m_examples = new QVBoxLayout;
    m_examples->setSpacing(space::small);
    inside->addLayout(m_examples);
    inside->addStretch();
    return card;
}

QFrame *OverviewTab::makeFactsCard()
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    auto *facts = new QWidget(card);
    m_facts = makeForm(facts);
    m_facts->setVerticalSpacing(space::small);
    inside->addWidget(facts);
    return card;
}

void OverviewTab::show(ConnectionId id)
{
    if (m_id != id) {
        m_id = id;
        m_understoodAt.reset();
        m_kindCard->hide();
        m_askCard->hide();
        m_steps->hide();
        m_checkNotice->hide();
        m_check->setEnabled(true);
    }
    refresh();
}

void OverviewTab::refresh()
{
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    if (!database)
        return;
    refreshHealth(*database);
    refreshReadOnly(*database);
    refreshFacts(*database);
    if (DatabaseCatalog::isAskable(*database))
        fetchUnderstanding(*database);
}

void OverviewTab::refreshHealth(const api::Database &database)
{
    const Health health = healthOf(database);
    m_health->setText(healthText(health));
    // The steps of a check say it more exactly.
    m_healthDetail->setVisible(m_steps->isHidden());
    m_healthIcon->setIcon(health == Health::Ok        ? icon(u"check"_s, IconTint::Success)
                          : health == Health::Failing ? icon(u"warning"_s, IconTint::Danger)
                                                      : icon(u"question"_s, IconTint::Muted));
    if (health == Health::Unknown) {
        m_healthDetail->setText(tr("Nothing was asked of it yet."));
        return;
    }
    QString detail;
    if (database.health->checkedAt)
        detail = tr("Checked %1, answered in %2.")
                     .arg(agoText(*database.health->checkedAt, now()), durationText(database.health->ms));
    if (!database.health->detail.isEmpty())
        detail = database.health->checkedAt
                     ? tr("%1 (checked %2)").arg(database.health->detail, agoText(*database.health->checkedAt, now()))
                     : database.health->detail;
    m_healthDetail->setText(detail);
}

void OverviewTab::refreshReadOnly(const api::Database &database)
{
    // Of a file everybody who may write it could: that says nothing about an account.
    const auto url = ConnectionUrl::parse(database.displayUrl);
    const QString name = url ? url->database : QString();
    const QString hint = grantHint(database.kind, name);
    m_grantSql->setText(hint);
    for (QLabel *label : {m_grantText, m_grantSql})
        label->setVisible(database.accountCanWrite.value_or(false) && !hint.isEmpty());
}

void OverviewTab::addFact(const QString &title, const QString &text)
{
    auto *label = makeLabel(title, TextStyle::Body, true, m_facts->parentWidget());
    label->setWordWrap(false);
    auto *value = makeLabel(text, TextStyle::Body, false, m_facts->parentWidget());
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->addRow(label, value);
}

void OverviewTab::refreshFacts(const api::Database &database)
{
    std::vector<Fact> facts = {{tr("Kind"), kindName(database.kind)},
                               {tr("URL"), database.displayUrl},
                               {tr("State"), stateText(database)},
                               {tr("What is read"), selectionText(database.selection)}};
    if (database.onboardedAt)
        facts.emplace_back(tr("Last read"), dateText(*database.onboardedAt));
    facts.emplace_back(tr("Connected since"), dateText(database.createdAt));
    // Rows that stay keep a selection in their text; a reading tells of itself often.
    if (facts == m_shownFacts)
        return;
    m_shownFacts = facts;
    while (m_facts->rowCount() > 0)
        m_facts->removeRow(0);
    for (const auto &[title, text] : facts)
        addFact(title, text);
}

// --- health and proof ----------------------------------------------------------

void OverviewTab::check()
{
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    if (!database)
        return;
    m_check->setEnabled(false);
    m_checkNotice->hide();
    const QString kind = database->kind;
    m_steps->wait(kind);
    m_steps->setVisible(true);
    m_healthDetail->hide();
    m_context.catalog.check(*m_id, this, [this, id = *m_id, kind](const Result<api::DatabaseTestResult> &answer) {
        if (m_id != id)
            return;
        m_check->setEnabled(true);
        m_check->setFocus();
        if (answer) {
            m_steps->show(kind, *answer);
            m_steps->setVisible(!answer->steps.empty());
        } else if (!m_steps->show(kind, answer.error())) {
            m_steps->hide();
            m_checkNotice->show(answer.error());
        }
    });
}

void OverviewTab::prove()
{
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    if (!database)
        return;
    auto *dialog = new ProofDialog(m_context, *database, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

// --- what was understood ---------------------------------------------------------

void OverviewTab::fetchUnderstanding(const api::Database &database)
{
    const Instant readAt = database.onboardedAt.value_or(Instant{});
    if (m_understoodAt == readAt)
        return;
    m_understoodAt = readAt;
    api::SchemaRequest request;
    request.id = database.id;
    request.limit = 1;
    request.columns = false;
    m_context.session.call<api::DatabaseSchema>("databases.schema", request, this,
                                                [this, id = database.id](const Result<api::DatabaseSchema> &answer) {
                                                    if (m_id != id)
                                                        return;
                                                    // Asked again with the next change; the tables' tab says why.
                                                    if (answer)
                                                        takeUnderstanding(*answer);
                                                    else
                                                        m_understoodAt.reset();
                                                });
}

void OverviewTab::takeUnderstanding(const api::DatabaseSchema &schema)
{
    m_organization->setText(organizationText(schema.organizationKind));
    QStringList evidence;
    for (const QString &reason : schema.organizationEvidence) {
        if (evidence.size() == mostEvidence)
            break;
        evidence.append(u"• "_s + reason);
    }
    m_evidence->setText(evidence.join(u'\n'));
    while (QLayoutItem *item = m_examples->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (const api::ExampleInfo &example : schema.examples) {
        if (size_t(m_examples->count()) == mostExamples)
            break;
        auto *chip = new ExampleChip(example.question, m_askCard);
        connect(chip, &QPushButton::clicked, this,
                [this, question = example.question] { m_context.navigator.ask(*m_id, question); });
        m_examples->addWidget(chip, 0, Qt::AlignLeft);
    }
    m_kindCard->setVisible(true);
    m_askCard->setVisible(!schema.examples.empty());
}

} // namespace tabletalk::ui
