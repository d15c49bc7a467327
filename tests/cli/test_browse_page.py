"""The page of corkit browse in Chromium: play, step, zoom, difference, text. Skipped where there is no Chromium, ChromeDriver or Selenium."""
import json
import os
import shutil
import tempfile
import unittest

from support import C2, C2_OUT, CommandTest, corkit, demo, edited_copy, l05, main, set_card

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import Select, WebDriverWait
    missing = [program for program in ("chromium", "chromedriver") if not shutil.which(program)]
except ImportError:
    missing = ["Selenium"]

EVIL = "</script><script>document.title='owned'</script><img src=x onerror=x()>"
CENTRE = "const c = document.getElementById('picture'); const at = [%s * c.width, %s * c.height];" \
         "return Array.from(c.getContext('2d').getImageData(...at.map(Math.floor), 1, 1).data)"


@unittest.skipIf(missing, f"not installed: {', '.join(missing)}")
class Page(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = tempfile.mkdtemp(prefix="corkit_page_")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        done = corkit("reduce", l05(C2), "--calib", demo(), "-o", cls.folder, "-q")
        assert done.returncode == 0, done.stderr
        first = os.path.join(cls.folder, C2_OUT)
        # Four images ten minutes apart; the third has a block of bright pixels and a hostile HISTORY.
        for i in (1, 2, 3):
            def change(data, i=i):
                set_card(data, "DATE-OBS", f"'2002-05-21T05:{i}0:00.000'")
                if i == 2:
                    at = data.index(b"HISTORY ") + 8
                    data[at:at + 72] = f"{EVIL:<72}".encode()
                    start = data.index(b"END" + b" " * 77) // 2880 * 2880 + 2880
                    for y in range(200, 260):
                        row = start + 4 * (1024 * y + 200)
                        data[row:row + 240] = b"\x33\x80\x00\x00" * 60  # 6e-8
            edited_copy(first, os.path.join(cls.folder, f"{i}.fts"), change)
        done = corkit("browse", cls.folder, "-o", os.path.join(cls.folder, "page.html"), "--size", 256)
        assert done.returncode == 0, done.stderr
        options = webdriver.ChromeOptions()
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1400,900",
                         f"--user-data-dir={cls.folder}/profile"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        cls.browser = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        cls.addClassCleanup(cls.browser.quit)

    def setUp(self):
        self.browser.get(f"file://{self.folder}/page.html")
        self.until(lambda state: state["frame"] == 0)

    def tearDown(self):
        # Chromium advises those who read pixels often, as the checks here do.
        self.assertEqual([entry for entry in self.browser.get_log("browser") if "willReadFrequently" not in entry["message"]], [])

    def shown(self):
        return json.loads(self.browser.execute_script("return document.body.dataset.shown || '{\"frame\": -1}'"))

    def until(self, condition):
        WebDriverWait(self.browser, 30, poll_frequency=0.02).until(lambda _: condition(self.shown()))

    def press(self, *keys):
        ActionChains(self.browser).send_keys(*keys).perform()

    def text(self, name):
        return self.browser.find_element(By.ID, name).text

    def pixel(self, x, y):
        """Of the canvas; x and y from 0 to 1, from the top left."""
        return self.browser.execute_script(CENTRE % (x, y))[:3]

    def test_keys_and_buttons_step(self):
        self.assertEqual(self.text("count"), "1 / 4")
        self.press(Keys.ARROW_RIGHT)
        self.until(lambda state: state["frame"] == 1)
        self.assertEqual(self.text("count"), "2 / 4")
        self.assertIn("05:10:00", self.text("title"))
        self.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
        self.until(lambda state: state["frame"] == 3)
        self.browser.find_element(By.ID, "first").click()
        self.until(lambda state: state["frame"] == 0)
        self.press(Keys.END)
        self.until(lambda state: state["frame"] == 3)
        self.browser.execute_script("const s = document.getElementById('slider'); s.value = 2; s.dispatchEvent(new Event('input'))")
        self.until(lambda state: state["frame"] == 2)

    def test_space_plays_and_stops(self):
        self.press(Keys.SPACE)
        seen = set()
        self.until(lambda state: seen.add(state["frame"]) or len(seen) == 4)
        self.assertIn("Stop", self.text("play"))
        self.press(Keys.SPACE)
        self.until(lambda state: not state["playing"])
        self.assertIn("Play", self.text("play"))

    def test_speed_changes_by_keys(self):
        self.press("+")
        self.assertEqual(Select(self.browser.find_element(By.ID, "speed")).first_selected_option.text, "20")
        self.press("-", "-")
        self.assertEqual(Select(self.browser.find_element(By.ID, "speed")).first_selected_option.text, "5")

    def test_the_difference_shows_what_is_new(self):
        # Pixels 200 to 259 of 1024 from the left and from below.
        inside, outside = (230 / 1024, 1 - 230 / 1024), (0.1, 0.3)
        Select(self.browser.find_element(By.ID, "mode")).select_by_value("running")
        self.press("g")
        self.until(lambda state: state["mode"] == "running" and not state["overlay"])
        self.press(Keys.ARROW_RIGHT)
        self.until(lambda state: state["frame"] == 1)
        self.assertEqual(self.pixel(*inside), [128, 128, 128])
        self.press(Keys.ARROW_RIGHT)
        self.until(lambda state: state["frame"] == 2)
        self.assertEqual(self.pixel(*inside), [255, 255, 255])
        self.assertEqual(self.pixel(*outside), [128, 128, 128])
        self.press(Keys.ARROW_RIGHT)
        self.until(lambda state: state["frame"] == 3)
        self.assertEqual(self.pixel(*inside), [1, 1, 1])
        self.press("d")
        self.until(lambda state: state["mode"] == "base")
        self.assertEqual(self.pixel(*inside), [128, 128, 128])
        self.press("d")
        self.until(lambda state: state["mode"] == "ratio")
        self.assertLess(self.pixel(*inside)[0], 128)

    def test_dragging_zooms_and_escape_shows_all(self):
        canvas = self.browser.find_element(By.ID, "picture")
        box = canvas.rect
        drag = ActionChains(self.browser, duration=20)
        drag.move_to_element_with_offset(canvas, -box["width"] // 4, -box["height"] // 4).click_and_hold()
        drag.move_by_offset(box["width"] // 4, box["height"] // 4).release().perform()
        self.until(lambda state: state["zoom"])
        zoom = self.shown()["zoom"]
        for name, wanted in (("x", 64), ("y", 64), ("width", 64), ("height", 64)):
            self.assertAlmostEqual(zoom[name], wanted, delta=2)
        # The Sun's disc was in the middle of the whole picture, and is in the corner now.
        self.assertEqual(self.pixel(0.97, 0.97), [0, 0, 0])
        self.press(Keys.ESCAPE)
        self.until(lambda state: not state["zoom"])

    def test_header_history_and_warnings_are_those_of_the_image(self):
        self.assertIn("DETECTOR= 'C2", self.text("header"))
        self.assertIn("c2_calibrate.pro", self.text("history"))
        self.assertIn("synthetic", self.text("warnings"))
        self.assertEqual(self.text("name"), C2_OUT)

    def test_hostile_history_is_text(self):
        self.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
        self.until(lambda state: state["frame"] == 2)
        self.assertIn(EVIL.strip()[:72], self.text("history"))
        self.assertTrue(self.browser.title.startswith("LASCO "))
        self.assertEqual(self.browser.find_elements(By.TAG_NAME, "img"), [])

    def test_a_small_window_still_shows_everything(self):
        self.addCleanup(self.browser.set_window_size, 1400, 900)
        self.browser.set_window_size(700, 500)
        fits = "const a = document.getElementById('picture').getBoundingClientRect(), b = document.getElementById('stage').getBoundingClientRect();" \
               "return a.width <= b.width + 1 && a.height <= b.height + 1 && a.width > 20"
        WebDriverWait(self.browser, 30).until(lambda driver: driver.execute_script(fits))


if __name__ == "__main__":
    main()
