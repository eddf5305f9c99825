// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/PaletteSearch.h"

#include "core/api/Chat.h"
#include "core/api/Dashboards.h"
#include "core/api/Documents.h"
#include "core/api/SavedQuestions.h"
#include "ui/connections/DatabaseCatalog.h"
#include "ui/help/Guides.h"
#include "ui/palette/FuzzyMatch.h"
#include "ui/session/Session.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/ActionRegistry.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"

#include <QAction>
#include <QKeySequence>
#include <QPointer>

#include <algorithm>
#include <memory>

namespace tabletalk::ui {

namespace {

constexpr int restMs = 150;
constexpr int mostFound = 8;
constexpr qsizetype shortestWords = 2;
constexpr qsizetype longestWords = 200;
constexpr int mostDatabases = 5; ///< whose tables are looked through; the first ones where there are more

QString withoutMnemonic(QString text)
{
    text.replace(QStringLiteral("&&"), QStringLiteral("\x01"));
    text.remove(u'&');
    text.replace(QStringLiteral("\x01"), QStringLiteral("&"));
    if (text.endsWith(u'…'))
        text.chop(1);
    return text;
}

} // namespace

PaletteSearch::PaletteSearch(WindowContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, &PaletteSearch::ask);
}

std::vector<PaletteItem> PaletteSearch::local() const
{
    std::vector<PaletteItem> items;
    addActions(items);
    addPlaces(items);
    addDatabases(items);
    addChapters(items);
    return items;
}

/// The actions that lead to panels are among them, named "panel.<id>", with their icon and further words as data.
void PaletteSearch::addActions(std::vector<PaletteItem> &items) const
{
    for (QAction *action : m_context.actions.actions()) {
        if (!action->isVisible() || !action->isEnabled() || action->property("noPalette").toBool())
            continue;
        PaletteItem item;
        const bool isPanel = action->objectName().startsWith(QLatin1StringView("panel."));
        const bool isSetting = action->objectName().startsWith(QLatin1StringView("setting."));
        item.id = action->objectName();
        item.kind = isPanel ? PaletteKind::Panel : isSetting ? PaletteKind::Setting : PaletteKind::Action;
        item.title = withoutMnemonic(action->text());
        item.detail = action->property("paletteDetail").toString();
        item.keywords = action->property("keywords").toString();
        const QString drawing = action->property("iconName").toString();
        item.iconName = !drawing.isEmpty() ? drawing : isSetting ? QStringLiteral("settings") : QStringLiteral("play");
        item.shortcut = action->shortcut().toString(QKeySequence::NativeText);
        item.run = [action = QPointer(action)] {
            if (action) // its panel may have ended while the palette was open
                action->trigger();
        };
        items.push_back(std::move(item));
    }
}

void PaletteSearch::addPlaces(std::vector<PaletteItem> &items) const
{
    for (const api::Workspace &workspace : m_context.workspaces.all()) {
        if (m_context.workspaces.current() && workspace.id == m_context.workspaces.current()->id)
            continue;
        PaletteItem item;
        item.id = QStringLiteral("workspace:") + workspace.id.toString();
        item.kind = PaletteKind::Place;
        item.title = workspace.name;
        item.detail = tr("Change to this workspace");
        item.iconName = QStringLiteral("folder");
        item.run = [&context = m_context, id = workspace.id] { context.workspaces.choose(id); };
        items.push_back(std::move(item));
    }
}

void PaletteSearch::addDatabases(std::vector<PaletteItem> &items) const
{
    for (const api::Database &database : m_context.catalog.databases()) {
        PaletteItem item;
        item.id = QStringLiteral("database:") + database.id.toString();
        item.kind = PaletteKind::Database;
        item.title = database.name;
        item.detail = database.displayUrl;
        item.iconName = QStringLiteral("database");
        item.run = [&context = m_context, id = database.id] { context.navigator.showDatabase(id); };
        items.push_back(std::move(item));
        if (!DatabaseCatalog::isReady(database))
            continue;
        PaletteItem diagram;
        diagram.id = QStringLiteral("diagram:") + database.id.toString();
        diagram.kind = PaletteKind::Database;
        diagram.title = tr("Diagram of %1").arg(database.name);
        diagram.detail = tr("Its tables and joins as a picture");
        diagram.iconName = QStringLiteral("graph");
        diagram.run = [&context = m_context, id = database.id] {
            context.navigator.showDatabase(id);
            context.navigator.showItem(QStringLiteral("connections"), QStringLiteral("diagram"));
        };
        items.push_back(std::move(diagram));
    }
}

void PaletteSearch::addChapters(std::vector<PaletteItem> &items) const
{
    for (const Guide &guide : guides()) {
        for (const GuideChapter &chapter : guide.chapters) {
            PaletteItem item;
            item.id = QStringLiteral("help:") + chapter.place();
            item.kind = PaletteKind::Help;
            item.title = tr("Help: %1").arg(chapter.title);
            item.detail = guide.title;
            item.iconName = QStringLiteral("question");
            item.run = [&context = m_context, place = chapter.place()] { context.navigator.showHelp(place); };
            items.push_back(std::move(item));
        }
    }
}

void PaletteSearch::search(const QString &typed)
{
    ++m_generation;
    m_typed = typed.trimmed().left(longestWords);
    if (m_typed.size() < shortestWords || !m_context.session.isReady()) {
        m_rest.stop();
        return;
    }
    m_rest.start();
}

void PaletteSearch::cancel()
{
    ++m_generation;
    m_rest.stop();
}

void PaletteSearch::ask()
{
    Q_EMIT started();
    askConversations();
    askSaved();
    askDashboards();
    askDocuments();
    askTables();
}

void PaletteSearch::askConversations()
{
    const auto take = [this, generation = m_generation](const Result<api::FoundConversations> &answer) {
        if (!answer || generation != m_generation)
            return;
        std::vector<PaletteItem> items;
        for (const api::FoundConversation &each : answer->items) {
            PaletteItem item;
            const QString id = each.conversation.id.toString();
            item.id = QStringLiteral("conversation:") + id;
            item.kind = PaletteKind::Conversation;
            item.title = each.conversation.title;
            item.detail = each.excerpt;
            item.iconName = QStringLiteral("chat");
            item.run = [&context = m_context, id] { context.navigator.showItem(QStringLiteral("chat"), id); };
            items.push_back(std::move(item));
        }
        Q_EMIT found(PaletteKind::Conversation, items);
    };
    m_context.session.call<api::FoundConversations>(
        "conversations.search", api::SearchConversationsRequest{m_typed, mostFound, {}}, this, take);
}

void PaletteSearch::askSaved()
{
    api::SavedQuestionListRequest request;
    request.text = m_typed;
    request.limit = mostFound;
    const auto take = [this, generation = m_generation](const Result<api::SavedQuestionList> &answer) {
        if (!answer || generation != m_generation)
            return;
        std::vector<PaletteItem> items;
        for (const api::SavedQuestion &each : answer->items) {
            PaletteItem item;
            const QString id = each.id.toString();
            item.id = QStringLiteral("saved:") + id;
            item.kind = PaletteKind::SavedQuestion;
            item.title = each.name;
            item.detail = each.databaseName;
            item.iconName = QStringLiteral("archive");
            item.run = [&context = m_context, id] { context.navigator.showItem(QStringLiteral("saved"), id); };
            items.push_back(std::move(item));
        }
        Q_EMIT found(PaletteKind::SavedQuestion, items);
    };
    m_context.session.call<api::SavedQuestionList>("savedQuestions.list", request, this, take);
}

/// The server does not search these; there are few.
void PaletteSearch::askDashboards()
{
    constexpr int mostDashboards = 200;
    api::DashboardListRequest request;
    request.limit = mostDashboards;
    const auto take = [this, generation = m_generation](const Result<api::DashboardList> &answer) {
        if (!answer || generation != m_generation)
            return;
        std::vector<PaletteItem> items;
        for (const api::Dashboard &each : answer->items) {
            if (!fuzzyMatch(m_typed, each.name))
                continue;
            PaletteItem item;
            const QString id = each.id.toString();
            item.id = QStringLiteral("dashboard:") + id;
            item.kind = PaletteKind::Dashboard;
            item.title = each.name;
            item.detail = each.ownerName;
            item.iconName = QStringLiteral("dashboard");
            item.run = [&context = m_context, id] { context.navigator.showItem(QStringLiteral("dashboards"), id); };
            items.push_back(std::move(item));
        }
        Q_EMIT found(PaletteKind::Dashboard, items);
    };
    m_context.session.call<api::DashboardList>("dashboards.list", request, this, take);
}

void PaletteSearch::askDocuments()
{
    const api::Workspace *workspace = m_context.workspaces.current();
    if (!workspace)
        return;
    api::DocumentListRequest request;
    request.workspaceId = workspace->id;
    request.text = m_typed;
    request.limit = mostFound;
    const auto take = [this, generation = m_generation](const Result<api::DocumentList> &answer) {
        if (!answer || generation != m_generation)
            return;
        std::vector<PaletteItem> items;
        for (const api::Document &each : answer->items) {
            PaletteItem item;
            const QString id = each.id.toString();
            item.id = QStringLiteral("document:") + id;
            item.kind = PaletteKind::Document;
            item.title = each.name;
            item.iconName = QStringLiteral("file");
            item.run = [&context = m_context, place = DocumentPlace{each.workspaceId, each.id}] {
                context.navigator.showDocument(place);
            };
            items.push_back(std::move(item));
        }
        Q_EMIT found(PaletteKind::Document, items);
    };
    m_context.session.call<api::DocumentList>("documents.list", request, this, take);
}

void PaletteSearch::askTables()
{
    const auto all = std::make_shared<std::vector<PaletteItem>>();
    const auto &databases = m_context.catalog.databases();
    const std::size_t asked = std::min<std::size_t>(databases.size(), mostDatabases);
    for (std::size_t i = 0; i < asked; ++i) {
        api::SchemaRequest request;
        request.id = databases[i].id;
        request.search = m_typed;
        request.limit = mostFound;
        request.columns = false;
        const auto take = [this, all, generation = m_generation, id = databases[i].id,
                           name = databases[i].name](const Result<api::DatabaseSchema> &answer) {
            if (!answer || generation != m_generation)
                return;
            for (const api::TableInfo &each : answer->tables) {
                PaletteItem item;
                item.id = QStringLiteral("table:%1:%2.%3").arg(id.toString(), each.schema, each.name);
                item.kind = PaletteKind::Table;
                item.title = each.name;
                item.detail = name;
                item.iconName = QStringLiteral("table");
                item.run = [&context = m_context, id, table = QString(each.schema + u'\n' + each.name)] {
                    context.navigator.showDatabase(id);
                    context.navigator.showItem(QStringLiteral("connections"), table);
                };
                all->push_back(std::move(item));
            }
            Q_EMIT found(PaletteKind::Table, *all);
        };
        m_context.session.call<api::DatabaseSchema>("databases.schema", request, this, take);
    }
}

} // namespace tabletalk::ui
