// SPDX-License-Identifier: GPL-3.0-or-later
//
// A chain of shops: products, stores, customers, orders and reviews, from 2022 to summer 2026.
// November and December are strong, the web grows, and few products make most of the money.
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

const QDate firstDay(2022, 1, 1);
const QDate lastDay(2026, 6, 30);
constexpr int customerCount = 5000;
constexpr int storeCount = 24;
constexpr int orderCount = 24000;

std::vector<TableSpec> tables()
{
    return {
        {"regions", {key("region_id"), text("name"), text("manager_name")}},
        {"stores",
         {key("store_id"), text("name"), text("city"), text("country"), reference("region_id", "regions"),
          date("opened_on"), integer("floor_area")}},
        {"employees",
         {key("employee_id"), text("first_name"), text("last_name"), text("email"), text("job_title"),
          reference("store_id", "stores"), reference("manager_id", "employees").optional(), amount("salary"),
          date("hired_on")}},
        {"categories", {key("category_id"), text("name"), text("division")}},
        {"suppliers",
         {key("supplier_id"), text("name"), text("city"), text("country"), integer("lead_time_days"), real("rating")}},
        {"products",
         {key("product_id"), text("sku"), text("name"), reference("category_id", "categories"),
          reference("supplier_id", "suppliers"), amount("unit_price"), amount("unit_cost"), date("launched_on"),
          flag("is_discontinued")}},
        {"customers",
         {key("customer_id"), text("first_name"), text("last_name"), text("email"), text("gender"), text("city"),
          text("country"), text("segment"), text("loyalty_tier"), date("joined_on")}},
        {"orders",
         {key("order_id"), reference("customer_id", "customers").indexed(), reference("store_id", "stores").indexed(),
          reference("employee_id", "employees").optional(), date("order_date").indexed(), text("channel"),
          text("status"), amount("total_amount")}},
        {"order_items",
         {key("order_item_id"), reference("order_id", "orders").indexed(),
          reference("product_id", "products").indexed(), integer("quantity"), amount("unit_price"),
          integer("discount_percent"), amount("line_total")}},
        {"payments",
         {key("payment_id"), reference("order_id", "orders"), date("paid_on"), text("method"), amount("amount")}},
        {"carriers", {key("carrier_id"), text("name"), amount("base_fee")}},
        {"shipments",
         {key("shipment_id"), reference("order_id", "orders"), reference("carrier_id", "carriers"), date("shipped_on"),
          date("delivered_on").optional()}},
        {"returns",
         {key("return_id"), reference("order_item_id", "order_items"), date("returned_on"), text("reason"),
          amount("refund_amount")}},
        {"reviews",
         {key("review_id"), reference("product_id", "products").indexed(), reference("customer_id", "customers"),
          integer("rating"), date("reviewed_on"), text("comment").optional()}},
        {"inventory",
         {reference("store_id", "stores").inKey(), reference("product_id", "products").inKey(), integer("quantity"),
          integer("reorder_level")}},
        {"promotions",
         {key("promotion_id"), text("name"), reference("category_id", "categories"), integer("discount_percent"),
          date("starts_on"), date("ends_on")}},
    };
}

struct Category
{
    const char *name;
    const char *division;
    int lowCents;
    int highCents;
    int demand;
    const char *items;
    const char *kinds;
};

/// Products are made of a kind and an item: "Walnut Desk Lamp".
constexpr std::array<Category, 16> categories = {{
    {"Laptops", "Electronics", 44900, 219900, 9, "Laptop|Notebook|Workstation",
     "Aero 13|Aero 15|Studio 16|Lite 14|Pro 14|Flex 13"},
    {"Phones", "Electronics", 19900, 119900, 12, "Smartphone|Phone", "Nova 5|Nova 6|Mini 4|Ultra 8|Pixelline 3|Core 2"},
    {"Audio", "Electronics", 1990, 39900, 11, "Headphones|Speaker|Earbuds|Soundbar",
     "Wireless|Studio|Travel|Compact|Noise Cancelling"},
    {"Kitchen", "Home", 890, 24900, 12, "Kettle|Toaster|Blender|Knife Set|Frying Pan|Coffee Maker",
     "Steel|Classic|Compact|Family"},
    {"Furniture", "Home", 4900, 129900, 7, "Desk|Armchair|Bookcase|Dining Table|Sofa|Bed Frame",
     "Oak|Walnut|Birch|Pine"},
    {"Lighting", "Home", 1490, 18900, 6, "Desk Lamp|Floor Lamp|Ceiling Light|Wall Light",
     "Brass|Linen|Matte Black|Walnut|Smart"},
    {"Garden", "Home", 690, 39900, 6, "Grill|Hose|Planter|Hedge Trimmer|Garden Bench",
     "Compact|Electric|Classic|Terracotta"},
    {"Men's Clothing", "Fashion", 1290, 18900, 9, "Shirt|Jacket|Trousers|Sweater|Coat", "Linen|Wool|Cotton|Denim|Rain"},
    {"Women's Clothing", "Fashion", 1490, 21900, 12, "Dress|Blouse|Skirt|Cardigan|Coat",
     "Linen|Wool|Silk|Denim|Summer"},
    {"Shoes", "Fashion", 2490, 17900, 9, "Sneakers|Boots|Sandals|Loafers", "Leather|Canvas|Trail|City|Suede"},
    {"Toys", "Family", 590, 9900, 9, "Building Set|Puzzle|Train Set|Doll House|Plush Bear",
     "Mini|Classic|Grand|Junior"},
    {"Books", "Family", 790, 4900, 10, "Cookbook|Atlas|Novel|Travel Guide|Picture Book",
     "Nordic|Mediterranean|Illustrated|Pocket|World"},
    {"Sports", "Leisure", 990, 89900, 8, "Bicycle|Yoga Mat|Tennis Racket|Dumbbell Set|Helmet", "Road|Trail|Club|Pro"},
    {"Camping", "Leisure", 990, 44900, 5, "Tent|Sleeping Bag|Backpack|Camping Stove|Headlamp",
     "Alpine|Trek|Family|Ultralight"},
    {"Beauty", "Care", 390, 8900, 10, "Face Cream|Shampoo|Perfume|Lipstick|Sunscreen",
     "Rose|Citrus|Aloe|Almond|Sensitive"},
    {"Office Supplies", "Office", 190, 14900, 6, "Notebook Pack|Office Chair|Pen Set|Desk Organiser|Shredder",
     "Classic|Recycled|Premium|Compact"},
}};

struct ProductFacts
{
    int category = 1;
    int cents = 0;
    QDate launched;
};

void writeStores(const SampleWriter &out)
{
    Random random("retail.stores");
    auto regions = out.into("regions");
    for (const QString &name : words("Central|North|South|West|East")) {
        const Person person = drawPerson(random);
        regions.add(name, QString(person.firstName + u' ' + person.lastName));
    }
    const std::vector<QString> central = words("Germany|Austria|Switzerland");
    const std::vector<QString> north = words("Denmark|Sweden|Norway|Finland|United Kingdom|Ireland");
    const std::vector<QString> south = words("Italy|Spain|Portugal|Greece");
    const std::vector<QString> west = words("France|Netherlands|Belgium");
    const auto holds = [](const std::vector<QString> &list, const QString &country) {
        return std::ranges::find(list, country) != list.end();
    };
    auto stores = out.into("stores");
    for (int number = 0; number < storeCount; ++number) {
        const City &city = cities()[static_cast<size_t>(number)];
        const int region = holds(central, city.country) ? 1
                           : holds(north, city.country) ? 2
                           : holds(south, city.country) ? 3
                           : holds(west, city.country)  ? 4
                                                        : 5;
        stores.add(QString(city.name
                           + (number % 3 == 2   ? u" Outlet"_s
                              : number % 3 == 1 ? u" Mall"_s
                                                : u" City"_s)),
                   city.name, city.country, region,
                   isoDate(dateBetween(random, QDate(2004, 3, 1), QDate(2021, 11, 30))), 50 * random.bell(8, 90));
    }
}

constexpr int staffPerStore = 15;

void writeEmployees(const SampleWriter &out)
{
    Random random("retail.employees");
    const std::vector<QString> titles = words("Sales Associate|Cashier|Stock Clerk|Team Lead|Visual Merchandiser");
    auto employees = out.into("employees");
    for (int store = 1; store <= storeCount; ++store) {
        const int manager = employees.count() + 1;
        for (int member = 0; member < staffPerStore; ++member) {
            const Person person = drawPerson(random);
            const auto title = static_cast<size_t>(random.weighted({7, 4, 3, 2, 1}));
            const int salary =
                member == 0 ? 100 * random.bell(520, 780) : 100 * (random.bell(255, 360) + (title == 3 ? 70 : 0));
            employees.add(
                person.firstName, person.lastName, person.email(employees.count() + 1, "marlowe-stores.example"),
                member == 0 ? u"Store Manager"_s : titles[title], store, member == 0 ? QVariant() : QVariant(manager),
                salary, isoDate(dateBetween(random, QDate(2008, 1, 1), QDate(2021, 12, 31))));
        }
    }
}

std::vector<ProductFacts> writeProducts(const SampleWriter &out)
{
    Random random("retail.products");
    auto suppliers = out.into("suppliers");
    for (const QString &stem :
         words("Brightline|Kestrel|Novatek|Harbour|Summit|Alder|Pioneer|Bluewater|Orion|Fairfield|Lindqvist|Castell|"
               "Montana|Delta|Verano|Highland|Polar|Sunrise|Cobalt|Meridian|Juniper|Falcon|Granite|Willow")) {
        const City city = random.pick(cities());
        const QString suffix = random.pick(words("Trading|Works|GmbH|Brothers|Supply|International"));
        suppliers.add(QString(stem + u' ' + suffix), city.name, city.country, random.bell(3, 45),
                      random.bell(24, 50) / 10.0);
    }

    std::vector<ProductFacts> facts;
    auto categoryTable = out.into("categories");
    auto products = out.into("products");
    const QDate starts = firstDay.addDays(-500);
    for (const Category &category : categories) {
        const int id = categoryTable.add(QString::fromLatin1(category.name), QString::fromLatin1(category.division));
        const int supplier = random.between(1, 20);
        int index = 0;
        for (const QString &item : words(category.items)) {
            for (const QString &kind : words(category.kinds)) {
                ++index;
                const int low = category.lowCents;
                const int cents = (low + random.skewed(category.highCents - low)) / 100 * 100 + 90;
                const QDate launched = random.percent(70) ? starts : dateBetween(random, starts, QDate(2026, 3, 31));
                const QString name = category.division == std::string_view("Electronics") && id <= 2
                                         ? item + u' ' + kind
                                         : kind + u' ' + item;
                products.add(u"%1-%2"_s.arg(id + 10).arg(100 + index), name, id, supplier + random.between(0, 4),
                             money(cents), money(cents * random.bell(38, 78) / 100), isoDate(launched),
                             random.percent(7));
                facts.push_back({id, cents, launched});
            }
        }
    }
    return facts;
}

std::vector<QDate> writeCustomers(const SampleWriter &out)
{
    Random random("retail.customers");
    const std::vector<QString> segments = words("Consumer|Small Business|Corporate");
    const std::vector<QString> tiers = words("Bronze|Silver|Gold|Platinum");
    auto customers = out.into("customers");
    const Season season = {.months = {8, 8, 9, 9, 10, 9, 8, 8, 9, 11, 18, 17}, .yearlyGrowth = 18};
    std::vector<QDate> joined = Timeline(firstDay.addDays(-365), lastDay, season).draw(random, customerCount);
    for (const QDate &on : joined) {
        const Person person = drawPerson(random);
        const City city = random.pickSkewed(cities());
        customers.add(person.firstName, person.lastName, person.email(customers.count() + 1, "mail.example"),
                      person.gender(), city.name, city.country,
                      segments[static_cast<size_t>(random.weighted({78, 15, 7}))],
                      tiers[static_cast<size_t>(random.weighted({52, 28, 14, 6}))], isoDate(on));
    }
    return joined;
}

/// Product numbers, each as often as its category is wanted; the first of a category most.
std::vector<int> demand(const std::vector<ProductFacts> &products)
{
    std::vector<int> list;
    std::array<int, 17> seen = {};
    for (size_t index = 0; index < products.size(); ++index) {
        const auto category = static_cast<size_t>(products[index].category);
        const int rank = ++seen[category];
        const int times = std::max(1, categories[category - 1].demand * 8 / (rank + 3));
        list.insert(list.end(), static_cast<size_t>(times), static_cast<int>(index) + 1);
    }
    return list;
}

/// Who orders: a customer who has joined by then; some come again and again.
int drawCustomer(Random &random, const std::vector<QDate> &joined, QDate on)
{
    const auto known = std::ranges::upper_bound(joined, on) - joined.begin();
    return random.skewed(static_cast<int>(std::max<std::ptrdiff_t>(known, 1))) + 1;
}

class OrderBook
{
public:
    OrderBook(const SampleWriter &out, const std::vector<ProductFacts> &products)
        : m_orders(out.into("orders"))
        , m_items(out.into("order_items"))
        , m_payments(out.into("payments"))
        , m_shipments(out.into("shipments"))
        , m_returns(out.into("returns"))
        , m_reviews(out.into("reviews"))
        , m_products(products)
        , m_demand(demand(products))
    {}

    void add(QDate on, int customer)
    {
        const int sinceStart = static_cast<int>(firstDay.daysTo(on)) / 30;
        const int channel = m_random.weighted({70 - sinceStart / 2, 26 + sinceStart, 5});
        const int store = m_random.skewed(storeCount) + 1;
        const QVariant employee =
            channel == 0 ? QVariant((store - 1) * staffPerStore + m_random.between(1, staffPerStore)) : QVariant();
        const int status =
            on > lastDay.addDays(-9) && channel != 0 ? m_random.weighted({2, 6, 1}) : m_random.weighted({93, 0, 7});
        drawLines(on);
        const int order = m_orders.add(
            customer, store, employee, isoDate(on),
            std::array{u"store"_s, u"web"_s, u"phone"_s}[static_cast<size_t>(channel)],
            std::array{u"completed"_s, u"processing"_s, u"cancelled"_s}[static_cast<size_t>(status)], money(m_total));
        const bool completed = status == 0;
        for (const Line &line : m_lines)
            addLine(order, customer, line, on, completed);
        if (completed)
            m_payments.add(order, isoDate(on), m_random.pickSkewed(m_methods), money(m_total));
        if (channel != 0 && status != 2)
            ship(order, on);
    }

private:
    struct Line
    {
        int product;
        int quantity;
        int discount;
        int cents;
    };

    void drawLines(QDate on)
    {
        m_lines.clear();
        m_total = 0;
        const int wanted = m_random.weighted({0, 38, 27, 16, 10, 6, 3});
        while (static_cast<int>(m_lines.size()) < wanted) {
            const int product = m_random.pick(m_demand);
            const ProductFacts &facts = m_products[static_cast<size_t>(product - 1)];
            if (facts.launched > on)
                continue;
            const int quantity = facts.cents > 30000 ? 1 : m_random.weighted({0, 70, 18, 7, 5});
            const int discount = m_random.percent(on.month() == 11 ? 40 : 14) ? 5 * m_random.between(1, 6) : 0;
            const int cents = facts.cents * quantity * (100 - discount) / 100;
            m_lines.push_back({product, quantity, discount, cents});
            m_total += cents;
        }
    }

    void addLine(int order, int customer, const Line &line, QDate on, bool completed)
    {
        const int cents = m_products[static_cast<size_t>(line.product - 1)].cents;
        const int item =
            m_items.add(order, line.product, line.quantity, money(cents), line.discount, money(line.cents));
        if (!completed)
            return;
        const QDate later = on.addDays(m_random.between(2, 30));
        if (later > lastDay)
            return;
        if (m_random.percent(4))
            m_returns.add(item, isoDate(later), m_random.pickSkewed(m_reasons), money(line.cents));
        else if (m_random.percent(14))
            review(line.product, customer, later);
    }

    void review(int product, int customer, QDate on)
    {
        const int rating = m_random.weighted({0, 4 + product % 7, 6, 14, 36, 40});
        const QVariant comment =
            m_random.percent(45) ? QVariant(m_comments[static_cast<size_t>(rating - 1)]) : QVariant();
        m_reviews.add(product, customer, rating, isoDate(on), comment);
    }

    void ship(int order, QDate on)
    {
        const QDate shipped = on.addDays(m_random.weighted({3, 5, 2, 1}));
        if (shipped > lastDay)
            return;
        const int carrier = m_random.skewed(5) + 1;
        const QDate delivered = shipped.addDays(m_random.bell(1, 5) + carrier / 2);
        m_shipments.add(order, carrier, isoDate(shipped),
                        delivered > lastDay ? QVariant() : QVariant(isoDate(delivered)));
    }

    TableWriter m_orders;
    TableWriter m_items;
    TableWriter m_payments;
    TableWriter m_shipments;
    TableWriter m_returns;
    TableWriter m_reviews;
    const std::vector<ProductFacts> &m_products;
    const std::vector<int> m_demand;
    const std::vector<QString> m_methods = words("credit card|debit card|cash|invoice|gift card");
    const std::vector<QString> m_reasons = words("wrong size|defective|changed mind|not as described|arrived late");
    const std::vector<QString> m_comments = words(
        "Broke after a week.|Not what I expected.|Does the job.|Good value for the price.|Excellent, would buy again.");
    Random m_random{"retail.orders"};
    std::vector<Line> m_lines;
    int m_total = 0;
};

void writeOrders(const SampleWriter &out, const std::vector<ProductFacts> &products, const std::vector<QDate> &joined)
{
    auto carriers = out.into("carriers");
    for (const QString &name : words("Swift Parcel|Blue Van|Northpost|Citycourier|Freightlink"))
        carriers.add(name, money(390 + 110 * carriers.count()));

    Random random("retail.customers-who-order");
    OrderBook book(out, products);
    const Season season = {
        .months = {9, 8, 9, 9, 10, 10, 9, 8, 10, 11, 18, 22}, .weekdays = {9, 9, 9, 10, 13, 16, 8}, .yearlyGrowth = 14};
    for (const QDate &on : Timeline(firstDay, lastDay, season).draw(random, orderCount))
        book.add(on, drawCustomer(random, joined, on));
}

void writeStock(const SampleWriter &out, int products)
{
    Random random("retail.stock");
    auto inventory = out.into("inventory");
    for (int store = 1; store <= storeCount; ++store) {
        for (int product = 1; product <= products; ++product) {
            if (random.percent(62))
                inventory.add(store, product, random.percent(5) ? 0 : random.skewed(140), 5 * random.between(1, 6));
        }
    }
    auto promotions = out.into("promotions");
    for (int year = 2022; year <= 2026; ++year) {
        for (const auto &[name, month] :
             {std::pair{u"Winter Sale"_s, 1}, std::pair{u"Spring Days"_s, 4}, std::pair{u"Summer Sale"_s, 7},
              std::pair{u"Black Week"_s, 11}, std::pair{u"Holiday Deals"_s, 12}}) {
            const QDate starts(year, month, random.between(1, 12));
            if (starts.addDays(20) <= lastDay)
                promotions.add(u"%1 %2"_s.arg(name).arg(year), random.between(1, 16), 5 * random.between(2, 8),
                               isoDate(starts), isoDate(starts.addDays(random.between(6, 18))));
        }
    }
}

} // namespace

SampleInfo retailInfo()
{
    return {Sample::Retail,
            u"retail"_s,
            QCoreApplication::translate("Sample", "Retail"),
            QCoreApplication::translate("Sample",
                                        "Marlowe Stores: products, shops, customers, orders and reviews, 2022 to 2026"),
            {u"How many orders were completed?"_s, u"Number of customers for each loyalty tier"_s,
             u"Which product has the highest unit price?"_s, u"Total amount of orders by month in 2025"_s,
             u"List the products in the Toys category"_s}};
}

void fillRetail(const QSqlDatabase &database)
{
    const SampleWriter out(database, tables());
    writeStores(out);
    writeEmployees(out);
    const std::vector<ProductFacts> products = writeProducts(out);
    const std::vector<QDate> joined = writeCustomers(out);
    writeOrders(out, products, joined);
    writeStock(out, static_cast<int>(products.size()));
    out.createIndexes();
}

} // namespace tabletalk::sampledata
