// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ModelCheckCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

struct Part
{
    const char *part;
    const char *name;
};
constexpr Part parts[] = {{"name", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCheckCard", "Address")},
                          {"connection", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCheckCard", "Connection")},
                          {"key", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCheckCard", "Key")},
                          {"model", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCheckCard", "Model")},
                          {"streaming", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCheckCard", "Streaming")},
                          {"structure", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCheckCard", "Structured answers")},
                          {"embedding", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCheckCard", "Vectors for search")}};

QString nameOf(const QString &part)
{
    for (const Part &one : parts) {
        if (part == QLatin1String(one.part))
            return ModelCheckCard::tr(one.name);
    }
    return part;
}

} // namespace

ModelCheckCard::ModelCheckCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("modelCheckCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(makeCard(this, &m_column));
    m_column->addWidget(makeLabel(tr("Check the set-up"), TextStyle::Heading, false, this));
    QLabel *about = makeLabel(tr("Tries the saved settings part by part, with a question of a few words."),
                              TextStyle::Body, true, this);
    about->setWordWrap(true);
    m_column->addWidget(about);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    m_check = makeButton(QStringLiteral("checkModel"), tr("Check now"), ButtonKind::Plain, this);
    m_find = makeButton(QStringLiteral("findModels"), tr("Look for models on the server's machine"), ButtonKind::Quiet,
                        this);
    row->addWidget(m_check);
    row->addWidget(m_find);
    row->addStretch();
    m_column->addLayout(row);
    m_notice = new Notice(this);
    m_column->addWidget(m_notice);
    connect(m_check, &QPushButton::clicked, this, &ModelCheckCard::check);
    connect(m_find, &QPushButton::clicked, this, &ModelCheckCard::find);
}

void ModelCheckCard::check()
{
    m_check->setEnabled(false);
    m_check->setText(tr("Checking…"));
    m_context.session.call<api::ModelCheck>("model.check", api::Empty{}, this,
                                            [this](const Result<api::ModelCheck> &answer) {
                                                m_check->setEnabled(true);
                                                m_check->setText(tr("Check now"));
                                                if (answer)
                                                    show(*answer);
                                                else
                                                    m_notice->show(answer.error());
                                            });
}

void ModelCheckCard::show(const api::ModelCheck &check)
{
    delete m_steps;
    m_steps = new QWidget(this);
    auto *grid = new QGridLayout(m_steps);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::medium);
    grid->setColumnStretch(2, 1);
    for (int row = 0; row < int(check.steps.size()); ++row) {
        const api::ModelCheckStep &step = check.steps[size_t(row)];
        grid->addWidget(makeBadge(step.passed ? tr("works") : tr("fails"), step.passed ? "success" : "danger", m_steps),
                        row, 0, Qt::AlignTop);
        grid->addWidget(makeLabel(nameOf(step.part), TextStyle::Body, false, m_steps), row, 1, Qt::AlignTop);
        const QString text = step.hint.isEmpty() ? step.detail : QString(step.detail + u'\n' + step.hint);
        QLabel *detail = makeLabel(text, TextStyle::Body, true, m_steps);
        detail->setWordWrap(true);
        detail->setTextFormat(Qt::PlainText);
        grid->addWidget(detail, row, 2);
    }
    m_column->addWidget(m_steps);
    if (check.passed)
        m_notice->show(Notice::Kind::Success, tr("Everything works (%1 ms).").arg(check.ms));
    else
        m_notice->hide();
}

void ModelCheckCard::find()
{
    m_find->setEnabled(false);
    m_context.session.call<api::LocalModelServerList>("model.findLocal", api::Empty{}, this,
                                                      [this](const Result<api::LocalModelServerList> &answer) {
                                                          m_find->setEnabled(true);
                                                          if (answer)
                                                              show(*answer);
                                                          else
                                                              m_notice->show(answer.error());
                                                      });
}

void ModelCheckCard::show(const api::LocalModelServerList &list)
{
    delete m_servers;
    m_servers = nullptr;
    if (list.items.empty()) {
        m_notice->show(Notice::Kind::Accent, tr("No model server was found on the server's machine."));
        return;
    }
    m_notice->hide();
    m_servers = new QWidget(this);
    auto *column = new QVBoxLayout(m_servers);
    column->setContentsMargins(0, 0, 0, 0);
    for (const api::LocalModelServer &server : list.items) {
        auto *use = makeButton(
            QStringLiteral("useModelServer"),
            tr("Use %1 with %2").arg(server.name, server.models.empty() ? tr("its model") : server.models.front()),
            ButtonKind::Plain, m_servers);
        column->addWidget(use, 0, Qt::AlignLeft);
        connect(use, &QPushButton::clicked, this, [this, server] { Q_EMIT chosen(server); });
    }
    m_column->addWidget(m_servers);
}

} // namespace tabletalk::ui
