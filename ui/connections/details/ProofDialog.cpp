// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/details/ProofDialog.h"

#include "ui/connections/DatabaseState.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/BusyDots.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/IconLabel.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/ScrollColumn.h"

#include <QBoxLayout>
#include <QFontDatabase>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 20;
constexpr auto proofTimeout = std::chrono::seconds(60);

QString layerTitle(const api::ProofLayer &layer)
{
    if (!layer.title.isEmpty())
        return layer.title;
    if (layer.layer == u"statement")
        return ProofDialog::tr("Statements are checked here");
    if (layer.layer == u"engine")
        return ProofDialog::tr("The database is opened for reading only");
    if (layer.layer == u"grants")
        return ProofDialog::tr("What the account may do");
    return ProofDialog::tr("Writing was tried");
}

QIcon iconOf(const QString &state)
{
    if (state == u"ok")
        return icon(u"check"_s, IconTint::Success);
    return icon(u"warning"_s, state == u"warning" ? IconTint::Warning : IconTint::Danger);
}

std::pair<QString, const char *> stateOf(const QString &state)
{
    if (state == u"ok")
        return {ProofDialog::tr("holds"), "success"};
    if (state == u"warning")
        return {ProofDialog::tr("warning"), "warning"};
    return {ProofDialog::tr("does not hold"), "danger"};
}

} // namespace

ProofDialog::ProofDialog(WindowContext &context, const api::Database &database, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_id(database.id)
    , m_notice(new Notice(this))
    , m_busy(new QWidget(this))
    , m_again(makeButton(u"proveAgain"_s, tr("Prove it again"), ButtonKind::Plain, this, u"refresh"_s))
{
    setObjectName(u"proofDialog"_s);
    setWindowTitle(tr("Read-only"));
    resize(720, 680);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::large);
    auto *heading = new QVBoxLayout;
    heading->setSpacing(space::tiny);
    heading->addWidget(makeLabel(tr("%1 is only read").arg(database.name), TextStyle::Title, false, this));
    heading->addWidget(makeLabel(tr("Four layers keep it so, each without trusting the others. This is what they "
                                    "answered when writing was tried a moment ago."),
                                 TextStyle::Body, true, this));
    column->addLayout(heading);
    auto *busyRow = new QHBoxLayout(m_busy);
    busyRow->setContentsMargins(0, 0, 0, 0);
    busyRow->addWidget(new BusyDots(m_busy));
    busyRow->addWidget(makeLabel(tr("Trying to write…"), TextStyle::Body, true, m_busy), 1);
    column->addWidget(m_busy);
    column->addWidget(m_notice);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::StrongFocus); // scrolled by keys
    scroll->setObjectName(u"proofLayers"_s);
    scroll->setAccessibleName(tr("The layers and what they answered"));
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new ScrollColumn(scroll);
    m_layers = new QVBoxLayout(inside);
    m_layers->setContentsMargins(0, 0, space::small, 0);
    m_layers->setSpacing(space::medium);
    m_layers->addStretch();
    scroll->setWidget(inside);
    column->addWidget(scroll, 1);
    auto *close = makeButton(u"proofClose"_s, tr("Close"), ButtonKind::Primary, this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_again, &QPushButton::clicked, this, &ProofDialog::prove);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_again);
    row->addStretch();
    row->addWidget(close);
    column->addLayout(row);
    prove();
}

void ProofDialog::prove()
{
    m_busy->setVisible(true);
    m_notice->hide();
    m_again->setEnabled(false);
    CallOptions options;
    options.timeout = proofTimeout;
    m_context.session.call<api::ReadOnlyProof>(
        "databases.prove", api::DatabaseRequest{m_id}, this,
        [this](const Result<api::ReadOnlyProof> &answer) {
            m_busy->hide();
            m_again->setEnabled(true);
            if (answer)
                take(*answer);
            else
                m_notice->show(answer.error());
        },
        options);
}

void ProofDialog::take(const api::ReadOnlyProof &proof)
{
    while (m_layers->count() > 1) {
        QLayoutItem *item = m_layers->takeAt(0);
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    if (proof.proved)
        m_notice->show(Notice::Kind::Success,
                       tr("Proved in %1: nothing could be written.").arg(durationText(proof.ms)));
    else
        m_notice->show(Notice::Kind::Danger, tr("Not proved: a layer that must hold does not."),
                       tr("Look below at the layer that does not hold, and at what it answered."));
    int at = 0;
    for (const api::ProofLayer &layer : proof.layers)
        m_layers->insertWidget(at++, makeLayer(layer));
}

QWidget *ProofDialog::makeLayer(const api::ProofLayer &layer)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    card->setObjectName(QString(u"layer."_s + layer.layer));
    inside->setSpacing(space::small);
    const auto [word, badge] = stateOf(layer.state);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(new IconLabel(iconOf(layer.state), iconSize, card));
    row->addWidget(makeLabel(layerTitle(layer), TextStyle::Strong, false, card), 1);
    row->addWidget(makeBadge(word, badge, card));
    inside->addLayout(row);
    auto *detail = makeLabel(layer.detail, TextStyle::Body, true, card);
    detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    detail->setVisible(!layer.detail.isEmpty());
    inside->addWidget(detail);
    for (const api::ProofAttempt &attempt : layer.attempts)
        addAttempt(attempt, inside, card);
    card->setAccessibleName(tr("%1: %2. %3").arg(layerTitle(layer), word, layer.detail));
    return card;
}

void ProofDialog::addAttempt(const api::ProofAttempt &attempt, QVBoxLayout *inside, QWidget *card)
{
    auto *statement = makeLabel(attempt.statement, TextStyle::Body, false, card);
    QFont code = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    code.setPointSizeF(fontOf(TextStyle::Caption).pointSizeF());
    statement->setFont(code);
    statement->setProperty("codeBox", true);
    statement->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *answer = makeLabel(attempt.refused ? tr("Refused: “%1”").arg(attempt.answer)
                                             : tr("Not refused: “%1”").arg(attempt.answer),
                             TextStyle::Caption, attempt.refused, card);
    answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    answer->setProperty("danger", !attempt.refused);
    inside->addWidget(statement);
    inside->addWidget(answer);
}

} // namespace tabletalk::ui
