// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "ui/connections/diagram/DiagramFile.h"
#include "ui/connections/diagram/DiagramPlaces.h"

#include <QThreadPool>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

class QAction;
class QBoxLayout;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QSortFilterProxyModel;
class QSpinBox;
class QStackedWidget;

namespace tabletalk::ui {

class DiagramMap;
class DiagramModel;
class DiagramView;
class Notice;
struct WindowContext;

/// The tables of a database and their joins as a picture that arranges itself, with a list of the same at the left.
class DiagramTab : public QWidget
{
    Q_OBJECT

public:
    DiagramTab(WindowContext &context, QWidget *parent);
    ~DiagramTab() override;

    void show(ConnectionId id);
    /// Shows and marks a table, as soon as it is there, and goes to it with the keyboard.
    void find(const QString &schema, const QString &name);

    /// Asks where to save; empty when somebody thinks better of it. A seam: tests answer without a window.
    std::function<QString(const QString &suggestion, DiagramForm form)> chooseFile;

Q_SIGNALS:
    void tableWanted(const QString &schema, const QString &name);
    /// A picture was arranged and is in view.
    void arranged();

private:
    QWidget *makeSide();
    QWidget *makeMain();
    void addTools(QBoxLayout *column, QWidget *card);
    void connectParts();
    void addTableActions();
    void fetch();
    void take(const api::SchemaDiagram &diagram);
    void fail(const Problem &why);
    void sayHowMany();
    void arrange();
    void abandonArranging();
    void showPicture(DiagramPicture picture);
    void findWanted();
    void filter();
    void lead(int table);
    void choose(int table);
    void open(int table);
    void focusChanged();
    void save(DiagramForm form);
    void updateButtons();
    bool isCut() const;
    QString keyOf(int table) const;

    WindowContext &m_context;
    std::optional<ConnectionId> m_id;
    DiagramModel *m_model;
    QSortFilterProxyModel *m_filtered;
    DiagramPlaces m_places;
    QLineEdit *m_search = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_count = nullptr;
    DiagramMap *m_map = nullptr;
    QPushButton *m_fit = nullptr;
    QPushButton *m_smaller = nullptr;
    QPushButton *m_larger = nullptr;
    std::vector<QAction *> m_tableActions; ///< of the table that is chosen
    QPushButton *m_focus = nullptr;
    QSpinBox *m_depth = nullptr;
    QPushButton *m_columns = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_save = nullptr;
    Notice *m_notice = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_empty = nullptr;
    DiagramView *m_view = nullptr;
    QTimer m_searchTimer;
    QThreadPool m_workers; ///< one at a time
    std::stop_source m_stop;
    int m_asked = 0;       ///< so that late answers are dropped
    int m_arranging = 0;   ///< the same for what was arranged
    int m_focused = -1;    ///< whose neighbours alone are shown
    bool m_wasCut = false; ///< there are more tables than fit, so that searching is the server's
    QString m_searched;    ///< what the server was asked for
    QString m_wanted;      ///< to be found when it is there
};

} // namespace tabletalk::ui
