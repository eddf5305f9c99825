// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/AuditWidget.h"

#include "ui/audit/AuditExport.h"
#include "ui/audit/AuditModel.h"
#include "ui/audit/AuditNames.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDateEdit>
#include <QFileDialog>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int pageSize = 100;
constexpr int daysBack = 30;
constexpr int recordHeight = 170;
constexpr int tableHeight = 300;

QDateEdit *makeDate(const QString &objectName, const QString &accessibleName, const QDate &date, QWidget *parent)
{
    auto *edit = new QDateEdit(date, parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(accessibleName);
    edit->setCalendarPopup(true);
    constexpr int wholeDate = 145; // with the arrow, in every language
    edit->setMinimumWidth(wholeDate);
    return edit;
}

QString recordText(const api::AuditEntry &entry, const QString &target)
{
    QStringList lines;
    const auto add = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines << QString(name + QStringLiteral(": ") + value);
    };
    add(AuditWidget::tr("When"), entry.at.toRfc3339());
    add(AuditWidget::tr("Who"), whoText(entry));
    add(AuditWidget::tr("What"), entry.action);
    add(AuditWidget::tr("To what"), target == entry.target ? target : QString(target + u" (" + entry.target + u')'));
    add(AuditWidget::tr("Outcome"), entry.outcome);
    add(AuditWidget::tr("Rule"), entry.rule.value_or(QString()));
    add(AuditWidget::tr("From"), entry.address);
    add(AuditWidget::tr("Program"), entry.client);
    add(AuditWidget::tr("Statement"), entry.sql.value_or(QString()));
    add(AuditWidget::tr("Number"), entry.seq ? QString::number(*entry.seq) : QString());
    add(AuditWidget::tr("Hash"), entry.hash.value_or(QString()));
    return lines.join(u'\n');
}

} // namespace

AuditWidget::AuditWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new AuditModel(this))
    , m_names(new AuditNames(context, this))
{
    setObjectName(QStringLiteral("auditPanel"));
    QVBoxLayout *column = nullptr;
    QWidget *page = makePage(tr("Audit log"),
                             tr("Who did what, when and from where. Records cannot be changed "
                                "unnoticed."),
                             this, &column);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(page);
    buildFilter(column);
    m_notice = new Notice(this);
    column->addWidget(m_notice);
    buildRecords(column);
    setProperty("focusFirst", QVariant::fromValue<QWidget *>(m_who));
    chooseFileToExport = [this] {
        return QFileDialog::getSaveFileName(this, tr("Save the audit log"), QStringLiteral("audit.csv"),
                                            tr("CSV (*.csv);;JSON lines (*.jsonl)"));
    };
    m_model->setNames([this](const QString &target) { return m_names->nameOf(target); });
    connect(m_names, &AuditNames::changed, m_model, &AuditModel::namesChanged);
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible()) {
            reload();
            m_names->reload();
        }
    });
}

void AuditWidget::buildFilter(QBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    m_who = makeField(QStringLiteral("auditWho"), tr("Who: e-mail address"), card);
    m_who->setPlaceholderText(tr("Who: e-mail address"));
    m_who->setClearButtonEnabled(true);
    row->addWidget(m_who, 2);
    m_action = new QComboBox(card);
    m_action->setObjectName(QStringLiteral("auditAction"));
    m_action->setAccessibleName(tr("What was done"));
    m_action->addItem(tr("Everything"), QString());
    for (const char *noun : {"auth", "chat", "databases", "apiKeys", "security", "users", "tenant", "audit"})
        m_action->addItem(QString::fromLatin1(noun), QString::fromLatin1(noun));
    row->addWidget(m_action, 1);
    m_outcome = new QComboBox(card);
    m_outcome->setObjectName(QStringLiteral("auditOutcome"));
    m_outcome->setAccessibleName(tr("Outcome"));
    m_outcome->addItem(tr("Any outcome"), QString());
    m_outcome->addItem(tr("Succeeded"), QStringLiteral("ok"));
    m_outcome->addItem(tr("Refused or failed"), QStringLiteral("failed"));
    row->addWidget(m_outcome, 1);
    const QDate today = QDate::currentDate();
    m_from = makeDate(QStringLiteral("auditFrom"), tr("From this day"), today.addDays(-daysBack), card);
    m_to = makeDate(QStringLiteral("auditTo"), tr("Up to this day"), today, card);
    row->addWidget(m_from);
    row->addWidget(m_to);
    inside->addLayout(row);
    column->addWidget(card);
    connect(m_who, &QLineEdit::editingFinished, this, &AuditWidget::reload);
    connect(m_action, &QComboBox::currentIndexChanged, this, &AuditWidget::reload);
    connect(m_outcome, &QComboBox::currentIndexChanged, this, &AuditWidget::reload);
    connect(m_from, &QDateEdit::dateChanged, this, &AuditWidget::reload);
    connect(m_to, &QDateEdit::dateChanged, this, &AuditWidget::reload);
}

void AuditWidget::buildRecords(QBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    m_table = makeTable(QStringLiteral("auditRecords"), tr("Records"), m_model, card);
    QHeaderView *header = m_table->horizontalHeader();
    for (const int whole : {AuditModel::At, AuditModel::Action, AuditModel::Outcome, AuditModel::Address})
        header->setSectionResizeMode(whole, QHeaderView::ResizeToContents); // a moment or address cut off is none
    for (const int named : {AuditModel::Who, AuditModel::Target})
        header->setSectionResizeMode(named, QHeaderView::Stretch);
    m_table->setMinimumHeight(tableHeight);
    inside->addWidget(m_table, 1);
    auto *row = new QHBoxLayout;
    m_more = makeButton(QStringLiteral("moreRecords"), tr("Older records"), ButtonKind::Quiet, card);
    row->addWidget(m_more);
    row->addStretch();
    auto *check = makeButton(QStringLiteral("verifyAudit"), tr("Check the records"), ButtonKind::Plain, card,
                             QStringLiteral("shield"));
    check->setToolTip(tr("Finds out whether every record is as it was written."));
    row->addWidget(check);
    auto *save = makeButton(QStringLiteral("exportAudit"), tr("Save as a file"), ButtonKind::Plain, card,
                            QStringLiteral("export"));
    row->addWidget(save);
    inside->addLayout(row);
    m_record = new QPlainTextEdit(card);
    m_record->setObjectName(QStringLiteral("auditRecord"));
    m_record->setAccessibleName(tr("The chosen record"));
    m_record->setPlaceholderText(tr("Choose a record to see all of it."));
    m_record->setReadOnly(true);
    m_record->setTabChangesFocus(true);
    m_record->setFixedHeight(recordHeight);
    inside->addWidget(m_record);
    column->addWidget(card, 1);
    connect(m_more, &QPushButton::clicked, this, [this] { fetch(m_next); });
    connect(check, &QPushButton::clicked, this, &AuditWidget::verify);
    connect(save, &QPushButton::clicked, this, &AuditWidget::exportRecords);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AuditWidget::showRecord);
}

void AuditWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
    m_names->reload();
}

api::AuditListRequest AuditWidget::request() const
{
    const auto chosen = [](const QString &text) { return text.isEmpty() ? std::nullopt : std::optional(text); };
    api::AuditListRequest request;
    request.limit = pageSize;
    request.who = chosen(m_who->text().trimmed());
    request.action = chosen(m_action->currentData().toString());
    request.outcome = chosen(m_outcome->currentData().toString());
    request.from = Instant{m_from->date().startOfDay().toMSecsSinceEpoch()};
    request.to = Instant{m_to->date().addDays(1).startOfDay().toMSecsSinceEpoch()};
    return request;
}

void AuditWidget::reload()
{
    ++m_turn;
    m_model->clear();
    m_record->clear();
    m_notice->hide();
    fetch({});
}

void AuditWidget::fetch(const std::optional<QString> &cursor)
{
    m_more->setEnabled(false); // until it is known whether there are more, or they could not be had
    api::AuditListRequest wanted = request();
    wanted.cursor = cursor;
    m_context.session.call<api::AuditList>(
        "audit.list", wanted, this,
        [this, turn = m_turn, goesOn = cursor.has_value()](const Result<api::AuditList> &answer) {
            if (turn != m_turn)
                return;
            if (!answer) {
                m_more->setEnabled(goesOn);
                m_notice->show(answer.error());
                return;
            }
            m_model->append(answer->items);
            m_next = answer->nextCursor;
            m_more->setEnabled(m_next.has_value());
        });
}

void AuditWidget::showRecord()
{
    const api::AuditEntry *entry = m_model->entry(chosenRow(m_table));
    m_record->setPlainText(entry ? recordText(*entry, m_model->targetText(*entry)) : QString());
}

void AuditWidget::verify()
{
    m_context.session.call<api::AuditVerification>(
        "audit.verify", api::Empty{}, this, [this](const Result<api::AuditVerification> &answer) {
            if (!answer)
                m_notice->show(answer.error());
            else if (answer->intact)
                m_notice->show(Notice::Kind::Success,
                               tr("All %L1 records are as they were written.").arg(answer->records));
            else
                m_notice->show(Notice::Kind::Danger, tr("The records were tampered with."),
                               answer->brokenWhy.value_or(QString()));
        });
}

void AuditWidget::exportRecords()
{
    const QString path = chooseFileToExport();
    if (path.isEmpty())
        return;
    const auto saved = [this](const Result<int> &count) {
        if (count)
            m_notice->show(Notice::Kind::Success, tr("%L1 records are saved.").arg(*count));
        else
            m_notice->show(count.error());
    };
    auto *task = new AuditExport(m_context.session, request(), path, saved, this);
    task->start();
}

} // namespace tabletalk::ui
