// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/usage/UsageSharesCard.h"

#include "core/export/Csv.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 10;
constexpr double microsOfOne = 1e6;
constexpr qint64 smallCost = 100'000; ///< below ten cents more digits are said

enum By { ByMembers, ByModels, ByWorkspaces, ByApiKeys, ByAgents };

QString nameOf(const api::UsageShare &share)
{
    if (share.name.isEmpty())
        return UsageSharesCard::tr("gone");
    return share.detail.isEmpty() ? share.name : QString(share.name + QStringLiteral(" · ") + share.detail);
}

} // namespace

QString costText(qint64 micros)
{
    if (micros == 0)
        return QStringLiteral("–");
    const int digits = micros < smallCost ? 4 : 2;
    return QStringLiteral("$") + QLocale().toString(double(micros) / microsOfOne, 'f', digits);
}

UsageSharesCard::UsageSharesCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_by(new QComboBox(this))
    , m_model(new TextTableModel(
          {tr("Who or what"), tr("Questions"), tr("Answered"), tr("Tokens"), tr("Cost"), tr("Last")}, this))
{
    setObjectName(QStringLiteral("usageShares"));
    chooseFile = [this] {
        return QFileDialog::getSaveFileName(this, tr("Save the table"),
                                            QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                                                + QStringLiteral("/usage.csv"));
    };
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Last 30 days by"), TextStyle::Heading, false, this));
    m_by->setObjectName(QStringLiteral("usageBy"));
    m_by->setAccessibleName(tr("What the use is told by"));
    m_by->addItems({tr("People"), tr("Models"), tr("Workspaces"), tr("API keys"), tr("Agents")});
    head->addWidget(m_by);
    head->addStretch();
    m_save =
        makeButton(QStringLiteral("saveUsage"), tr("Save as CSV"), ButtonKind::Quiet, this, QStringLiteral("export"));
    head->addWidget(m_save);
    inside->addLayout(head);
    m_table =
        makeTable(QStringLiteral("usageTable"), tr("Use by person, model, workspace, key or agent"), m_model, this);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    inside->addWidget(m_table);
    m_empty = makeLabel(tr("Nothing was used in the last 30 days."), TextStyle::Body, true, this);
    inside->addWidget(m_empty);
    m_storage = makeLabel({}, TextStyle::Caption, true, this);
    m_storage->setObjectName(QStringLiteral("usageStorage"));
    inside->addWidget(m_storage);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    connect(m_by, &QComboBox::currentIndexChanged, this, &UsageSharesCard::showShares);
    connect(m_save, &QPushButton::clicked, this, &UsageSharesCard::save);
    showShares();
}

void UsageSharesCard::reload()
{
    m_context.session.call<api::UsageDashboard>("usage.dashboard", api::Empty{}, this,
                                                [this](const Result<api::UsageDashboard> &answer) {
                                                    if (!answer)
                                                        return m_notice->show(answer.error());
                                                    m_shares = *answer;
                                                    showShares();
                                                });
}

const std::vector<api::UsageShare> &UsageSharesCard::chosen() const
{
    switch (m_by->currentIndex()) {
    case ByModels:
        return m_shares.models;
    case ByWorkspaces:
        return m_shares.workspaces;
    case ByApiKeys:
        return m_shares.apiKeys;
    case ByAgents:
        return m_shares.agents;
    default:
        return m_shares.members;
    }
}

void UsageSharesCard::showShares()
{
    const QLocale locale;
    std::vector<TextTableModel::Row> rows;
    for (const api::UsageShare &share : chosen()) {
        const api::UsageFigures &figures = share.figures;
        rows.push_back({share.id,
                        {nameOf(share), locale.toString(figures.questions), locale.toString(figures.answered),
                         locale.toString(figures.inputTokens + figures.outputTokens), costText(figures.costMicros),
                         momentText(share.lastAt)}});
    }
    m_table->setVisible(!rows.empty());
    m_empty->setVisible(rows.empty());
    m_save->setEnabled(!rows.empty());
    m_model->setRows(std::move(rows));
    fitTable(m_table, mostLines);
    m_storage->setText(tr("Documents and rows of answers: %1").arg(locale.formattedDataSize(m_shares.storageBytes)));
}

void UsageSharesCard::save()
{
    const QString path = chooseFile();
    if (path.isEmpty())
        return;
    constexpr CsvStyle style{.guardFormulas = true};
    QByteArray text = csvLine({tr("Name"), tr("Detail"), tr("Questions"), tr("Answered"), tr("Input tokens"),
                               tr("Output tokens"), tr("Cost in millionths of a dollar")},
                              style);
    for (const api::UsageShare &share : chosen())
        text += csvLine({share.name, share.detail, share.figures.questions, share.figures.answered,
                         share.figures.inputTokens, share.figures.outputTokens, share.figures.costMicros},
                        style);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return m_notice->show(Problem::of(ProblemCode::Internal, tr("\"%1\" could not be written.").arg(path),
                                          tr("Choose another folder, or make room on the disk.")));
    m_notice->show(Notice::Kind::Success, tr("Saved as %1.").arg(path));
}

} // namespace tabletalk::ui
