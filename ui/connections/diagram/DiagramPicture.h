// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SchemaDiagrams.h"
#include "core/diagram/Diagram.h"

#include <QFont>
#include <QPainterPath>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace tabletalk::ui {

struct Colors;

/// A table as it is drawn: its title, and a row for each column that is shown.
struct TableShape
{
    struct Row
    {
        QString name;
        QString type;
        bool primaryKey = false;
        bool foreignKey = false;
        bool hidden = false;
    };

    int table = 0; ///< its number in the diagram
    QString title;
    std::vector<Row> rows;
    QSizeF size;
    double titleWidth = 1;
    double headerHeight = 0;
    double rowHeight = 0;
    bool isView = false;
    bool isHidden = false;
};

/// A key as it is drawn, from the table that holds it to the one it names.
struct JoinLine
{
    size_t from = 0; ///< shapes
    size_t to = 0;
    bool inferred = false;
    double fromY = 0; ///< below the tops of the two
    double toY = 0;
    std::vector<QPointF> points;
    QPainterPath path; ///< through the points, with round corners
    QRectF bounds;
};

/// All that is drawn; a value, which any thread may draw.
struct DiagramPicture
{
    std::vector<TableShape> shapes;
    std::vector<QPointF> places;
    std::vector<JoinLine> lines;
    std::vector<QRectF> areas;
    std::vector<QString> areaNames; ///< of each; empty: of nothing in particular

    QRectF rectOf(size_t shape) const { return {places[shape], shapes[shape].size}; }
    QRectF area() const;
};

/// The fonts of a picture; to be made in the window's thread.
struct DiagramFonts
{
    QFont title;
    QFont row;
};
DiagramFonts diagramFonts();

/// The shapes of those tables and the lines among them, not arranged yet. columns: all of them, else those of keys.
DiagramPicture pictureOf(const api::SchemaDiagram &diagram, const std::vector<int> &tables, bool columns,
                         const DiagramFonts &fonts);
/// What is to be arranged of it.
DiagramInput inputOf(const DiagramPicture &picture);
/// Puts everything where it was arranged.
void place(DiagramPicture &picture, const DiagramPlan &plan);
/// A line of a box that somebody moved: the short way.
void reroute(DiagramPicture &picture, JoinLine &line);

enum class TableState { Plain, Near, Chosen };

/// detail: how many pixels a unit has; of what is small only blocks and names are drawn.
void paintTable(QPainter &painter, const TableShape &shape, TableState state, const Colors &colors,
                const DiagramFonts &fonts, double detail);
void paintLine(QPainter &painter, const JoinLine &line, bool isStrong, const Colors &colors, double detail);
void paintAreas(QPainter &painter, const std::vector<QRectF> &areas, const Colors &colors);
/// What is too far to be read is told by the names of its areas.
void paintAreaNames(QPainter &painter, const DiagramPicture &picture, const Colors &colors, const DiagramFonts &fonts,
                    double detail);
/// All of it with its background, from its top left corner on.
void paintPicture(QPainter &painter, const DiagramPicture &picture, const Colors &colors, const DiagramFonts &fonts);

} // namespace tabletalk::ui
