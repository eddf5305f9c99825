// SPDX-License-Identifier: GPL-3.0-or-later
//
// A manufacturer: plants, machines, products and their parts, work orders, quality, downtime
// and energy, from 2023 to summer 2026. One line is troubled, one plant old, August is quiet.
#include "server/samples/Names.h"
#include "server/samples/Organisations.h"
#include "server/samples/Random.h"
#include "server/samples/SampleWriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::sampledata {

namespace {

const QDate firstDay(2023, 1, 1);
const QDate lastDay(2026, 6, 30);
constexpr int lineCount = 14;
constexpr int workersPerPlant = 150;
const Season workingYear = {
    .months = {9, 10, 11, 11, 10, 11, 9, 5, 11, 12, 11, 6}, .weekdays = {10, 10, 10, 10, 9, 4, 1}, .yearlyGrowth = 9};

std::vector<TableSpec> tables()
{
    return {
        {"plants", {key("plant_id"), text("name"), text("city"), text("country"), integer("opened_year")}},
        {"production_lines",
         {key("line_id"), text("name"), reference("plant_id", "plants"), integer("units_per_hour"), text("status")}},
        {"machines",
         {key("machine_id"), text("serial_number"), text("type"), text("manufacturer"),
          reference("line_id", "production_lines"), date("installed_on"), amount("purchase_price"), text("status")}},
        {"employees",
         {key("employee_id"), text("first_name"), text("last_name"), text("job_title"), reference("plant_id", "plants"),
          text("shift"), amount("hourly_wage"), date("hired_on")}},
        {"products",
         {key("product_id"), text("code"), text("name"), text("family"), amount("standard_cost"), amount("list_price"),
          real("weight_kg")}},
        {"suppliers",
         {key("supplier_id"), text("name"), text("country"), integer("lead_time_days"), real("quality_rating")}},
        {"components",
         {key("component_id"), text("name"), text("material"), reference("supplier_id", "suppliers"),
          amount("unit_cost"), integer("stock_quantity"), integer("safety_stock")}},
        {"bill_of_materials",
         {reference("product_id", "products").inKey(), reference("component_id", "components").inKey(),
          integer("quantity")}},
        {"purchase_orders",
         {key("purchase_order_id"), reference("component_id", "components"), reference("supplier_id", "suppliers"),
          integer("quantity"), amount("total_cost"), date("ordered_on"), date("due_on"),
          date("received_on").optional()}},
        {"work_orders",
         {key("work_order_id"), reference("product_id", "products").indexed(),
          reference("line_id", "production_lines").indexed(), reference("supervisor_id", "employees"),
          integer("planned_quantity"), integer("produced_quantity"), integer("scrapped_quantity"), date("started_on"),
          date("finished_on").optional(), text("status"), text("priority")}},
        {"inspections",
         {key("inspection_id"), reference("work_order_id", "work_orders").indexed(),
          reference("inspector_id", "employees"), date("inspected_on"), integer("sample_size"), integer("defect_count"),
          text("result")}},
        {"defect_types", {key("defect_type_id"), text("name"), text("severity")}},
        {"defects",
         {key("defect_id"), reference("inspection_id", "inspections").indexed(),
          reference("defect_type_id", "defect_types"), integer("quantity")}},
        {"downtime_events",
         {key("downtime_event_id"), reference("machine_id", "machines").indexed(), timestamp("started_at"),
          integer("minutes"), text("cause"), flag("is_planned")}},
        {"maintenance_tasks",
         {key("maintenance_task_id"), reference("machine_id", "machines").indexed(),
          reference("technician_id", "employees"), date("performed_on"), text("kind"), real("hours"), amount("cost")}},
        {"energy_readings",
         {key("reading_id"), reference("line_id", "production_lines"), date("reading_date"), real("kilowatt_hours")}},
        {"customers", {key("customer_id"), text("name"), text("industry"), text("city"), text("country")}},
        {"shipments",
         {key("shipment_id"), reference("customer_id", "customers").indexed(), reference("product_id", "products"),
          reference("plant_id", "plants"), integer("quantity"), amount("revenue"), date("shipped_on")}},
    };
}

struct Line
{
    const char *name;
    int plant;
    int unitsPerHour;
    int trouble; ///< how likely things go wrong, 10 is usual
    int family;  ///< index of the products that it makes
};

constexpr std::array<Line, lineCount> lines = {{
    {"Assembly A1", 1, 120, 8, 0},
    {"Assembly A2", 1, 120, 10, 0},
    {"Pump Line P1", 1, 60, 9, 1},
    {"Pump Line P2", 1, 60, 24, 1},
    {"Valve Line V1", 2, 240, 7, 2},
    {"Valve Line V2", 2, 240, 9, 2},
    {"Motor Line M1", 2, 80, 11, 3},
    {"Motor Line M2", 2, 80, 12, 3},
    {"Sensor Line S1", 3, 400, 6, 4},
    {"Sensor Line S2", 3, 400, 6, 4},
    {"Control Line C1", 3, 150, 8, 5},
    {"Gear Line G1", 4, 90, 18, 6},
    {"Gear Line G2", 4, 90, 16, 6},
    {"Fan Line F1", 4, 110, 14, 7},
}};

struct Family
{
    const char *name;
    const char *code;
    int lowCents;
    int highCents;
    const char *kinds;
};

constexpr std::array<Family, 8> families = {{
    {"Compressors", "CMP", 42000, 310000, "Compact|Silent|Heavy Duty|Oil-free|Portable|Twin"},
    {"Pumps", "PMP", 9500, 92000, "Circulation|Submersible|Booster|Dosing|Vacuum|Centrifugal|Gear"},
    {"Valves", "VLV", 1200, 16500, "Ball|Check|Gate|Butterfly|Needle|Solenoid|Safety|Mixing"},
    {"Motors", "MOT", 7800, 74000, "Servo|Stepper|Induction|Brushless|Geared"},
    {"Sensors", "SNS", 900, 14800, "Pressure|Temperature|Flow|Level|Proximity|Vibration|Humidity"},
    {"Controllers", "CTL", 11500, 98000, "Basic|Modular|Compact|Safety|Edge"},
    {"Gearboxes", "GBX", 14500, 128000, "Planetary|Helical|Worm|Bevel"},
    {"Fans", "FAN", 2500, 38500, "Axial|Radial|Duct|Roof"},
}};

struct ProductFacts
{
    int family = 0;
    int costCents = 0;
    int priceCents = 0;
};

void writePlants(const SampleWriter &out)
{
    auto plants = out.into("plants");
    plants.add(u"Stuttgart Plant"_s, u"Stuttgart"_s, u"Germany"_s, 1987);
    plants.add(u"Brno Plant"_s, u"Brno"_s, u"Czechia"_s, 2004);
    plants.add(u"Eindhoven Plant"_s, u"Eindhoven"_s, u"Netherlands"_s, 2015);
    plants.add(u"Katowice Plant"_s, u"Katowice"_s, u"Poland"_s, 1974);
    auto table = out.into("production_lines");
    for (const Line &line : lines)
        table.add(QString::fromLatin1(line.name), line.plant, line.unitsPerHour,
                  line.trouble > 20 ? u"limited"_s : u"running"_s);
}

/// Machines of each line, by number; entry 0 unused.
std::vector<std::vector<int>> writeMachines(const SampleWriter &out)
{
    Random random("factory.machines");
    const std::vector<QString> types =
        words("CNC mill|lathe|welding robot|assembly robot|press|conveyor|test bench|packing machine|oven");
    const std::vector<QString> makers = words("Kronberg|Halden|Mitaka|Orsini|Veldt|Tornado Tools");
    std::vector<std::vector<int>> machinesOf(lineCount + 1);
    auto machines = out.into("machines");
    for (int line = 1; line <= lineCount; ++line) {
        for (int number = 0; number < 9; ++number) {
            const bool old = lines[static_cast<size_t>(line - 1)].plant == 4;
            const QDate installed = old ? dateBetween(random, QDate(1998, 1, 1), QDate(2014, 12, 31))
                                        : dateBetween(random, QDate(2009, 1, 1), QDate(2024, 12, 31));
            const QString status = std::array{u"in service"_s, u"in repair"_s,
                                              u"standby"_s}[static_cast<size_t>(random.weighted({88, 5, 7}))];
            machinesOf[static_cast<size_t>(line)].push_back(
                machines.add(u"SN-%1"_s.arg(random.between(100000, 999999)), types[static_cast<size_t>(number)],
                             random.pickSkewed(makers), line, isoDate(installed), 500 * random.bell(24, 620), status));
        }
    }
    return machinesOf;
}

void writeEmployees(const SampleWriter &out)
{
    Random random("factory.employees");
    const std::vector<QString> titles = words("operator|assembler|technician|quality inspector|supervisor|engineer");
    const std::vector<QString> shifts = words("early|late|night");
    auto employees = out.into("employees");
    for (int plant = 1; plant <= 4; ++plant) {
        for (int member = 0; member < workersPerPlant; ++member) {
            const Person person = drawPerson(random);
            // The first of each plant have the jobs that other tables refer to.
            const auto title = static_cast<size_t>(member < 8    ? 4
                                                   : member < 20 ? 3
                                                   : member < 40 ? 2
                                                                 : random.weighted({9, 6, 0, 0, 0, 2}));
            const int wage = std::array{1780, 1850, 2350, 2250, 2900, 3550}[title] + random.bell(-250, 600)
                             - (plant == 4 || plant == 2 ? 420 : 0);
            employees.add(person.firstName, person.lastName, titles[title], plant,
                          shifts[static_cast<size_t>(random.weighted({5, 4, 2}))], money(wage),
                          isoDate(dateBetween(random, QDate(1999, 1, 1), QDate(2022, 12, 31))));
        }
    }
}

int employeeOf(Random &random, int plant, int first, int last)
{
    return (plant - 1) * workersPerPlant + random.between(first + 1, last + 1);
}

std::vector<ProductFacts> writeProducts(const SampleWriter &out)
{
    Random random("factory.products");
    std::vector<ProductFacts> facts;
    auto products = out.into("products");
    for (int family = 0; family < static_cast<int>(families.size()); ++family) {
        const Family &made = families[static_cast<size_t>(family)];
        const QString singular = QString::fromLatin1(made.name).chopped(family == 6 ? 2 : 1);
        for (const QString &kind : words(made.kinds)) {
            for (const int size : {40, 80}) {
                const int price = made.lowCents + random.skewed(made.highCents - made.lowCents) + size * 20;
                const int cost = price * random.bell(44, 78) / 100;
                products.add(u"%1-%2%3"_s.arg(QString::fromLatin1(made.code), kind.left(2).toUpper()).arg(size),
                             u"%1 %2 %3"_s.arg(kind, singular).arg(size), QString::fromLatin1(made.name), money(cost),
                             money(price), random.bell(2, 400) / 10.0);
                facts.push_back({family, cost, price});
            }
        }
    }
    return facts;
}

struct ComponentFacts
{
    int supplier = 1;
    int cents = 0;
};

void writeComponents(const SampleWriter &out, int products)
{
    Random random("factory.components");
    auto suppliers = out.into("suppliers");
    for (const QString &name :
         words("Adler Castings|Bohemia Steel|Cassini Bearings|Dornau Seals|Elbe Electronics|Fjord Metals|Galvan Wire|"
               "Harz Plastics|Iberia Fasteners|Jura Precision|Kovar Magnets|Lumen Circuits|Mistral Coatings|"
               "Norsk Aluminium|Oder Springs|Padana Rubber|Quadro Boards|Rhine Tooling"))
        suppliers.add(name, random.pick(cities()).country, random.bell(4, 60), random.bell(26, 50) / 10.0);

    std::vector<ComponentFacts> facts;
    auto components = out.into("components");
    const std::vector<QString> sizes = words("S|M|L|XL");
    for (const auto &[item, material] : {std::pair{"Housing", "aluminium"},
                                         std::pair{"Shaft", "steel"},
                                         std::pair{"Bearing", "steel"},
                                         std::pair{"Seal", "rubber"},
                                         std::pair{"Rotor", "steel"},
                                         std::pair{"Stator", "copper"},
                                         std::pair{"Circuit Board", "electronic"},
                                         std::pair{"Cable Set", "copper"},
                                         std::pair{"Spring", "steel"},
                                         std::pair{"Gear Wheel", "steel"},
                                         std::pair{"Flange", "steel"},
                                         std::pair{"Impeller", "bronze"},
                                         std::pair{"Cover", "plastic"},
                                         std::pair{"Screw Set", "steel"},
                                         std::pair{"Magnet", "neodymium"},
                                         std::pair{"Filter", "paper"},
                                         std::pair{"Display", "electronic"},
                                         std::pair{"Relay", "electronic"},
                                         std::pair{"Gasket", "rubber"},
                                         std::pair{"Fan Blade", "plastic"}}) {
        for (const QString &size : sizes) {
            const ComponentFacts component = {random.between(1, 18), 40 + random.skewed(9000)};
            components.add(u"%1 %2"_s.arg(QString::fromLatin1(item), size), QString::fromLatin1(material),
                           component.supplier, money(component.cents), random.skewed(9000), 50 * random.between(2, 30));
            facts.push_back(component);
        }
    }

    auto bill = out.into("bill_of_materials");
    for (int product = 1; product <= products; ++product) {
        for (int component = random.between(1, 9); component <= static_cast<int>(facts.size());
             component += random.between(4, 14))
            bill.add(product, component, random.weighted({0, 6, 3, 1, 2}));
    }

    auto purchases = out.into("purchase_orders");
    for (const QDate &on : Timeline(firstDay, lastDay, workingYear).draw(random, 6000)) {
        const int component = random.skewed(static_cast<int>(facts.size())) + 1;
        const ComponentFacts &part = facts[static_cast<size_t>(component - 1)];
        const int quantity = 50 * random.between(2, 40);
        const QDate due = on.addDays(random.bell(7, 50));
        const QDate received =
            due.addDays(random.percent(76) ? -random.between(0, 4) : random.between(1, 5 + part.supplier));
        purchases.add(component, part.supplier, quantity, money(quantity * part.cents), isoDate(on), isoDate(due),
                      received > lastDay ? QVariant() : QVariant(isoDate(received)));
    }
}

/// Which product numbers each family has, first and last.
std::vector<std::pair<int, int>> productRanges(const std::vector<ProductFacts> &products)
{
    std::vector<std::pair<int, int>> ranges(families.size(), {0, 0});
    for (int number = 1; number <= static_cast<int>(products.size()); ++number) {
        auto &[first, last] = ranges[static_cast<size_t>(products[static_cast<size_t>(number - 1)].family)];
        first = first == 0 ? number : first;
        last = number;
    }
    return ranges;
}

class Production
{
public:
    Production(const SampleWriter &out, const std::vector<ProductFacts> &products)
        : m_workOrders(out.into("work_orders"))
        , m_inspections(out.into("inspections"))
        , m_defects(out.into("defects"))
        , m_ranges(productRanges(products))
    {
        auto types = out.into("defect_types");
        for (const QString &name : words("scratch|wrong dimension|leak|loose screw|weld defect|missing part|electrical "
                                         "fault|discolouration|crack|noise"))
            types.add(name, types.count() % 3 == 2 ? u"critical"_s : types.count() % 3 == 1 ? u"major"_s : u"minor"_s);
    }

    void add(QDate on)
    {
        const int lineNumber = m_random.between(1, lineCount);
        const Line &line = lines[static_cast<size_t>(lineNumber - 1)];
        const auto [first, last] = m_ranges[static_cast<size_t>(line.family)];
        const int product = first + m_random.skewed(last - first + 1);
        const int planned = line.unitsPerHour * m_random.between(4, 24);
        const QDate finished = on.addDays(m_random.weighted({2, 5, 3, 1}));
        const bool running = finished > lastDay;
        const bool cancelled = !running && m_random.percent(3);
        const int produced = cancelled ? 0
                             : running ? planned * m_random.between(10, 80) / 100
                                       : planned * m_random.bell(88, 102) / 100;
        // Scrap falls over the years, as quality work bears fruit.
        const int years = static_cast<int>(firstDay.daysTo(on) / 365);
        const int scrapped = produced * line.trouble * m_random.bell(8, 40) * (20 - 2 * years) / 200000;
        const QString status = cancelled ? u"cancelled"_s : running ? u"in progress"_s : u"completed"_s;
        const QString priority =
            std::array{u"normal"_s, u"high"_s, u"urgent"_s}[static_cast<size_t>(m_random.weighted({75, 19, 6}))];
        const int order = m_workOrders.add(
            product, lineNumber, employeeOf(m_random, line.plant, 0, 7), planned, produced, scrapped, isoDate(on),
            running || cancelled ? QVariant() : QVariant(isoDate(finished)), status, priority);
        if (status == u"completed")
            inspect(order, line, finished);
    }

private:
    void inspect(int order, const Line &line, QDate on)
    {
        if (!m_random.percent(85))
            return;
        const int sample = 10 * m_random.between(2, 12);
        const int count =
            m_random.percent(20 + 2 * line.trouble) ? sample * line.trouble * m_random.skewed(60) / 6000 : 0;
        const QString result = count * 100 > sample * 6 ? u"failed"_s
                               : count > 0              ? u"passed with remarks"_s
                                                        : u"passed"_s;
        const int inspection =
            m_inspections.add(order, employeeOf(m_random, line.plant, 8, 19), isoDate(on), sample, count, result);
        int left = count;
        while (left > 0) {
            const int quantity = m_random.between(1, left);
            m_defects.add(inspection, m_random.skewed(10) + 1, quantity);
            left -= quantity;
        }
    }

    TableWriter m_workOrders;
    TableWriter m_inspections;
    TableWriter m_defects;
    const std::vector<std::pair<int, int>> m_ranges;
    Random m_random{"factory.production"};
};

void writeUpkeep(const SampleWriter &out, const std::vector<std::vector<int>> &machinesOf)
{
    Random random("factory.upkeep");
    std::vector<std::pair<int, int>> machines; // number and plant, troubled ones often
    for (int line = 1; line <= lineCount; ++line) {
        for (const int machine : machinesOf[static_cast<size_t>(line)])
            machines.insert(machines.end(), static_cast<size_t>(lines[static_cast<size_t>(line - 1)].trouble),
                            {machine, lines[static_cast<size_t>(line - 1)].plant});
    }
    const std::vector<QString> causes = words(
        "mechanical failure|changeover|material shortage|sensor fault|operator absence|power failure|software error");
    auto downtime = out.into("downtime_events");
    for (const QDate &on : Timeline(firstDay, lastDay, workingYear).draw(random, 9000)) {
        const QString cause = random.pickSkewed(causes);
        downtime.add(random.pick(machines).first, isoTime(on, 5 * random.between(0, 287)),
                     5 + random.skewed(cause == causes[0] ? 480 : 180), cause, cause == causes[1] || random.percent(4));
    }
    auto maintenance = out.into("maintenance_tasks");
    const std::vector<QString> kinds = words("preventive|corrective|inspection|calibration");
    for (const QDate &on : Timeline(firstDay, lastDay, {.weekdays = {10, 10, 10, 10, 10, 14, 4}}).draw(random, 5000)) {
        const auto [machine, plant] = random.pick(machines);
        const auto kind = static_cast<size_t>(random.weighted({50, 24, 18, 8}));
        const int tenthsOfHours = kind == 1 ? random.bell(8, 160) : random.bell(5, 50);
        maintenance.add(machine, employeeOf(random, plant, 20, 39), isoDate(on), kinds[kind], tenthsOfHours / 10.0,
                        money(tenthsOfHours * 520 + (kind == 1 ? 100 * random.skewed(5200) : 0)));
    }
}

void writeEnergy(const SampleWriter &out)
{
    Random random("factory.energy");
    auto readings = out.into("energy_readings");
    for (QDate on = firstDay; on <= lastDay; on = on.addDays(1)) {
        // Cold months cost heating, Sundays and August stand almost still.
        const int season =
            std::array{118, 116, 108, 100, 94, 92, 90, 62, 96, 102, 110, 104}[static_cast<size_t>(on.month() - 1)];
        const int day = on.dayOfWeek() == 7 ? 28 : on.dayOfWeek() == 6 ? 55 : 100;
        for (int line = 1; line <= lineCount; ++line) {
            const int base = 900 + lines[static_cast<size_t>(line - 1)].trouble * 45 + line * 30;
            const int tenths = base * season / 100 * day / 100 * random.bell(85, 115) / 10;
            readings.add(line, isoDate(on), tenths / 10.0);
        }
    }
}

void writeSales(const SampleWriter &out, const std::vector<ProductFacts> &products)
{
    Random random("factory.sales");
    const std::vector<QString> industries =
        words("Automotive|Food and Beverage|Chemicals|Water Treatment|Energy|Construction|Pharmaceuticals");
    const std::vector<QString> forms = words("AG|Group|Industries|Systems|Ltd");
    auto customers = out.into("customers");
    for (const QString &stem : words("Albrecht|Bergmann|Corvus|Danube|Ekman|Fontana|Grunwald|Hesse|Ivory|Jansen|"
                                     "Kestrel|Lombard|Marelli|Norden|Olten|"
                                     "Prado|Quinta|Rosso|Salzach|Tatra|Ulmen|Vistula|Westbrook|Xanten|Yardley|Zeller|"
                                     "Arcadia|Boreal|Cygnus|Drava|Ember|"
                                     "Finch|Galileo|Hanse|Isar|Jade|Krone|Laguna|Morava|Neckar|Orkan|Pegasus|Rhone|"
                                     "Solent|Tiber|Urania|Vega|Wolga")) {
        const City city = random.pickSkewed(cities());
        customers.add(QString(stem + u' ' + random.pick(forms)), random.pickSkewed(industries), city.name,
                      city.country);
    }
    auto shipments = out.into("shipments");
    for (const QDate &on : Timeline(firstDay, lastDay, workingYear).draw(random, 8000)) {
        const int product = random.skewed(static_cast<int>(products.size())) + 1;
        const ProductFacts &facts = products[static_cast<size_t>(product - 1)];
        const auto line = std::ranges::find(lines, facts.family, &Line::family);
        const int quantity = 5 * random.between(1, facts.priceCents > 50000 ? 10 : 60);
        shipments.add(random.skewed(customers.count()) + 1, product, line->plant, quantity,
                      money(quantity * (facts.priceCents / 100 * random.bell(88, 100))), isoDate(on));
    }
}

} // namespace

SampleInfo factoryInfo()
{
    return {Sample::Factory,
            u"factory"_s,
            QCoreApplication::translate("Sample", "Factory"),
            QCoreApplication::translate(
                "Sample", "Brandt Machinery: plants, machines, work orders, quality and energy, 2023 to 2026"),
            {u"How many machines are there?"_s, u"Number of downtime events for each cause"_s,
             u"Which product has the highest list price?"_s, u"Total revenue of shipments by month in 2025"_s,
             u"List the production lines of the Brno Plant"_s}};
}

void fillFactory(const QSqlDatabase &database)
{
    const SampleWriter out(database, tables());
    writePlants(out);
    const auto machinesOf = writeMachines(out);
    writeEmployees(out);
    const std::vector<ProductFacts> products = writeProducts(out);
    writeComponents(out, static_cast<int>(products.size()));
    Random random("factory.days");
    Production production(out, products);
    for (const QDate &on : Timeline(firstDay, lastDay, workingYear).draw(random, 16000))
        production.add(on);
    writeUpkeep(out, machinesOf);
    writeEnergy(out);
    writeSales(out, products);
    out.createIndexes();
}

} // namespace tabletalk::sampledata
