// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/DatabaseDetails.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/DatabaseListModel.h"
#include "ui/connections/SchemaTree.h"
#include "ui/shell/Messages.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr size_t mostEvidence = 3;
constexpr size_t mostExamples = 3;

QString organizationName(const QString &kind)
{
    if (kind.isEmpty() || kind == QLatin1StringView("general"))
        return DatabaseDetails::tr("An organisation of no particular kind");
    QString name = kind;
    name[0] = name[0].toUpper();
    return name.replace(u'_', u' ');
}

QString timeLeft(qint64 seconds)
{
    if (seconds < 2)
        return DatabaseDetails::tr("almost done");
    if (seconds < 90)
        return DatabaseDetails::tr("about %1 seconds left").arg(seconds);
    return DatabaseDetails::tr("about %1 minutes left").arg((seconds + 30) / 60);
}

} // namespace

DatabaseDetails::DatabaseDetails(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("databaseDetails"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::large);
    buildHeader(column);
    m_notice = new Notice(this);
    column->addWidget(m_notice);
    buildProgress(column);
    buildUnderstood(column);
    column->addStretch();
}

void DatabaseDetails::buildHeader(QVBoxLayout *column)
{
    m_name = makeLabel({}, TextStyle::Title, false, this);
    m_name->setObjectName(QStringLiteral("databaseName"));
    m_kind = makeBadge({}, "neutral", this);
    m_readOnly = makeBadge(tr("read-only"), "success", this);
    m_canWrite = makeBadge(tr("the account could write"), "warning", this);
    m_canWrite->setToolTip(tr("Tabletalk only reads. An account that can only read is safer still."));
    m_url = makeLabel({}, TextStyle::Caption, true, this);
    m_url->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_ask = makeButton(QStringLiteral("askDatabase"), tr("Ask"), ButtonKind::Primary, this, QStringLiteral("chat"));
    m_again =
        makeButton(QStringLiteral("readAgain"), tr("Read again"), ButtonKind::Plain, this, QStringLiteral("refresh"));
    m_remove =
        makeButton(QStringLiteral("removeDatabase"), tr("Remove"), ButtonKind::Danger, this, QStringLiteral("trash"));
    connect(m_ask, &QPushButton::clicked, this, [this] { m_context.navigator.ask(*m_id, {}); });
    connect(m_again, &QPushButton::clicked, this, [this] { m_context.catalog.onboardAgain(*m_id); });
    connect(m_remove, &QPushButton::clicked, this, &DatabaseDetails::remove);

    auto *badges = new QHBoxLayout;
    badges->setSpacing(space::small);
    badges->addWidget(m_kind);
    badges->addWidget(m_readOnly);
    badges->addWidget(m_canWrite);
    badges->addStretch();
    auto *titles = new QVBoxLayout;
    titles->setSpacing(space::small);
    titles->addWidget(m_name);
    titles->addLayout(badges);
    titles->addWidget(m_url);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addLayout(titles, 1);
    for (QPushButton *button : {m_ask, m_again, m_remove})
        row->addWidget(button, 0, Qt::AlignTop);
    column->addLayout(row);
}

void DatabaseDetails::buildProgress(QVBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    m_progress = makeCard(this, &inside);
    m_stage = makeLabel({}, TextStyle::Heading, false, m_progress);
    m_stage->setObjectName(QStringLiteral("onboardingStage"));
    m_bar = new QProgressBar(m_progress);
    m_bar->setObjectName(QStringLiteral("onboardingProgress"));
    m_bar->setAccessibleName(tr("Progress of reading"));
    m_bar->setTextVisible(false);
    m_detail = makeLabel({}, TextStyle::Body, true, m_progress);
    m_cancel = makeButton(QStringLiteral("cancelOnboarding"), tr("Stop reading"), ButtonKind::Plain, m_progress,
                          QStringLiteral("stop"));
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_context.catalog.cancelOnboarding(*m_id); });
    inside->addWidget(m_stage);
    inside->addWidget(m_bar);
    inside->addWidget(m_detail);
    inside->addWidget(m_cancel, 0, Qt::AlignLeft);
    column->addWidget(m_progress);
}

void DatabaseDetails::buildUnderstood(QVBoxLayout *column)
{
    m_understood = new QWidget(this);
    auto *inside = new QVBoxLayout(m_understood);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(space::large);

    auto *cards = new QHBoxLayout;
    cards->setSpacing(space::large);
    QVBoxLayout *kind = nullptr;
    auto *kindCard = makeCard(m_understood, &kind);
    kind->setSpacing(space::small);
    kind->addWidget(makeLabel(tr("It looks like"), TextStyle::Caption, true, kindCard));
    m_organization = makeLabel({}, TextStyle::Heading, false, kindCard);
    m_organization->setObjectName(QStringLiteral("organizationKind"));
    m_evidence = makeLabel({}, TextStyle::Body, true, kindCard);
    kind->addWidget(m_organization);
    kind->addWidget(m_evidence);
    kind->addStretch();
    QVBoxLayout *ask = nullptr;
    auto *askCard = makeCard(m_understood, &ask);
    ask->setSpacing(space::small);
    ask->addWidget(makeLabel(tr("You can ask, for example"), TextStyle::Caption, true, askCard));
    m_examples = new QVBoxLayout;
    m_examples->setSpacing(space::small);
    ask->addLayout(m_examples);
    ask->addStretch();
    cards->addWidget(kindCard, 1);
    cards->addWidget(askCard, 1);
    inside->addLayout(cards);

    m_filter = new QLineEdit(m_understood);
    m_filter->setObjectName(QStringLiteral("schemaFilter"));
    m_filter->setAccessibleName(tr("Find a table or column"));
    m_filter->setPlaceholderText(tr("Find a table or column"));
    m_filter->setClearButtonEnabled(true);
    m_tree = new SchemaTree(m_understood);
    connect(m_filter, &QLineEdit::textChanged, m_tree, &SchemaTree::setFilter);
    inside->addWidget(m_filter);
    inside->addWidget(m_tree, 1);
    column->addWidget(m_understood, 1000);
}

void DatabaseDetails::show(ConnectionId id)
{
    if (m_id != id) {
        m_id = id;
        m_schemaOf.reset();
        m_understood->hide();
        m_filter->clear();
    }
    refresh();
}

void DatabaseDetails::refresh()
{
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    if (!database)
        return;
    m_name->setText(database->name);
    m_kind->setText(kindName(database->kind));
    m_readOnly->setVisible(database->readOnly);
    m_canWrite->setVisible(database->accountCanWrite.value_or(false)
                           && database->kind == QLatin1StringView("postgresql"));
    m_url->setText(database->displayUrl);
    const bool working = DatabaseCatalog::isWorking(*database);
    m_ask->setEnabled(DatabaseCatalog::isReady(*database));
    m_again->setEnabled(!working);
    refreshProgress(*database);

    const QString &stage = database->onboarding.stage;
    if (stage == QLatin1StringView("failed")) {
        Problem problem = Problem::of(ProblemCode::NotReady, database->onboarding.detail,
                                      tr("When the cause is mended, press \"Read again\"."));
        problem.title = tr("The database could not be read");
        m_notice->show(problem);
    } else if (stage == QLatin1StringView("cancelled")) {
        m_notice->show(Notice::Kind::Accent, tr("Reading was stopped."),
                       tr("Press \"Read again\" to go on; what was read is kept."));
    } else {
        m_notice->hide();
    }
    if (DatabaseCatalog::isReady(*database))
        fetchSchema(*database);
    else
        m_understood->hide();
}

void DatabaseDetails::refreshProgress(const api::Database &database)
{
    m_progress->setVisible(DatabaseCatalog::isWorking(database));
    const api::OnboardingProgress &progress = database.onboarding;
    m_stage->setText(stateText(database));
    m_bar->setRange(0, progress.total > 0 ? int(progress.total) : 0);
    m_bar->setValue(int(progress.done));
    QStringList detail;
    if (!progress.detail.isEmpty())
        detail.append(progress.detail);
    if (progress.secondsLeft)
        detail.append(timeLeft(*progress.secondsLeft));
    m_detail->setText(detail.join(QStringLiteral(" · ")));
}

void DatabaseDetails::fetchSchema(const api::Database &database)
{
    const Instant readAt = database.onboardedAt.value_or(Instant{});
    if (m_schemaOf == readAt)
        return;
    m_schemaOf = readAt;
    const ConnectionId id = database.id;
    m_context.session.call<api::DatabaseSchema>("databases.schema", api::DatabaseRequest{id}, this,
                                                [this, id](const Result<api::DatabaseSchema> &answer) {
                                                    if (m_id != id)
                                                        return;
                                                    if (answer)
                                                        return takeSchema(*answer);
                                                    m_schemaOf.reset();
                                                    m_notice->show(answer.error());
                                                });
}

void DatabaseDetails::takeSchema(const api::DatabaseSchema &schema)
{
    m_organization->setText(organizationName(schema.organizationKind));
    QStringList evidence;
    for (const QString &reason : schema.organizationEvidence) {
        if (evidence.size() == qsizetype(mostEvidence))
            break;
        evidence.append(QStringLiteral("• ") + reason);
    }
    m_evidence->setText(evidence.join(u'\n'));
    while (QLayoutItem *item = m_examples->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    size_t shown = 0;
    for (const api::ExampleInfo &example : schema.examples) {
        if (shown++ == mostExamples)
            break;
        auto *chip = makeButton(QStringLiteral("example"), example.question, ButtonKind::Plain, m_understood);
        chip->setProperty("chip", true);
        connect(chip, &QPushButton::clicked, this,
                [this, question = example.question] { m_context.navigator.ask(*m_id, question); });
        m_examples->addWidget(chip, 0, Qt::AlignLeft);
    }
    m_tree->setSchema(schema);
    m_understood->show();
}

void DatabaseDetails::remove()
{
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    if (!database)
        return;
    if (confirm(this, tr("Remove database"),
                tr("Remove \"%1\" from Tabletalk? The database itself is not touched; its conversations here are lost.")
                    .arg(database->name),
                tr("Remove"))) {
        m_context.catalog.remove(database->id);
    }
}

} // namespace tabletalk::ui
